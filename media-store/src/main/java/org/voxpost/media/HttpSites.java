package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.commons.io.IOUtils;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsStore;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** The HTTP servers of the allow-list, each as its site says. */
final class HttpSites implements Origin {

    private final TargetGuard guard;
    private final List<Reached> sites = new ArrayList<>();
    private final Reached others;

    private record Reached(HttpSite site, CloseableHttpClient client) {}

    HttpSites(HttpSettings settings, DnsResolver names) throws MediaException {
        this.guard = new TargetGuard(settings.allowed(), names);
        CloseableHttpClient plain = HttpClients.build(settings, guard, null, null);
        this.others = new Reached(HttpSite.of(AllowedTarget.parse("0.0.0.0:*")), plain);
        for (HttpSite site : settings.sites()) {
            boolean own = site.tls().isPresent() || site.proxy().isPresent();
            HttpTls tls = site.tls().orElse(null);
            HttpProxy proxy = site.proxy().orElse(null);
            sites.add(new Reached(
                    site, own ? HttpClients.build(settings, proxy == null ? guard : names, tls, proxy) : plain));
        }
    }

    HttpSite site(URI target) {
        return reached(target).site();
    }

    private Reached reached(URI target) {
        return sites.stream()
                .filter(one -> one.site().match().means(target.getHost(), TargetGuard.port(target)))
                .findFirst()
                .orElse(others);
    }

    @Override
    public void check(URI target) throws MediaException {
        if (site(target).proxy().isPresent()) {
            guard.checkName(target);
        } else {
            guard.check(target);
        }
    }

    @Override
    public CloseableHttpClient client(URI target) {
        return reached(target).client();
    }

    @Override
    public void authorize(
            URI target, HttpUriRequestBase request, HttpClientContext context, @Nullable SpoolEntity payload)
            throws MediaException {
        CredentialsStore answers = new BasicCredentialsProvider();
        List<String> schemes = new ArrayList<>();
        switch (site(target).login()) {
            case HttpLogin.Nobody() -> {}
            case HttpLogin.Basic(var user, var password, var plain) -> {
                checkPrivate(target, plain);
                String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
                request.setHeader(HttpHeaders.AUTHORIZATION, "Basic " + pair);
            }
            case HttpLogin.Bearer(var token, var plain) -> {
                checkPrivate(target, plain);
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            }
            case HttpLogin.Digest(var user, var password) -> {
                schemes.add(StandardAuthScheme.DIGEST);
                answers.setCredentials(
                        new AuthScope(HttpHost.create(target)),
                        new UsernamePasswordCredentials(user, password.toCharArray()));
            }
        }
        site(target)
                .proxy()
                .filter(proxy -> !proxy.user().isEmpty())
                .ifPresent(proxy -> answers.setCredentials(
                        new AuthScope(new HttpHost(proxy.host(), proxy.port())),
                        new UsernamePasswordCredentials(
                                proxy.user(), proxy.password().toCharArray())));
        context.setCredentialsProvider(answers);
        request.setConfig(RequestConfig.copy(request.getConfig() == null ? RequestConfig.DEFAULT : request.getConfig())
                .setTargetPreferredAuthSchemes(schemes)
                .build());
    }

    private static void checkPrivate(URI target, boolean overPlainHttp) throws MediaException {
        if (!overPlainHttp && !target.getScheme().equals("https")) {
            throw new MediaException(
                    Reason.FORBIDDEN,
                    "a secret would go over plain http to " + target.getHost() + ", which is not configured");
        }
    }

    @Override
    public boolean identified(URI target) {
        HttpSite site = site(target);
        return !(site.login() instanceof HttpLogin.Nobody)
                || site.tls().flatMap(HttpTls::certificate).isPresent();
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(others.client());
        sites.forEach(one -> IOUtils.closeQuietly(one.client()));
    }
}
