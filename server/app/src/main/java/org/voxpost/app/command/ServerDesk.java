package org.voxpost.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.ssl.SSLContexts;
import org.voxpost.app.api.Access;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.Problem;

/** Asks a server that runs, by its REST interface. */
final class ServerDesk implements JobDesk {

    private final String base;
    private final CloseableHttpClient client;

    /** @param access as the server has it: a token that may act, and the certificate that has to be shown */
    ServerDesk(String host, int port, Access access) {
        this.base = (access.tls().isPresent() ? "https" : "http") + "://"
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/api/v1/transfers";
        HttpClientBuilder builder = HttpClients.custom().disableAutomaticRetries();
        access.tls().ifPresent(certificate -> builder.setConnectionManager(showing(certificate.chain())));
        access.tokens().stream()
                .filter(token -> token.client().mayAct())
                .findFirst()
                .ifPresent(token -> builder.setDefaultHeaders(
                        List.of(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.secret()))));
        this.client = builder.build();
    }

    /** Of a server that shows this very certificate; what names are in it does not matter then. */
    private static HttpClientConnectionManager showing(Path chain) {
        try (InputStream file = Files.newInputStream(chain)) {
            Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(file);
            SSLContext trust = SSLContexts.custom()
                    .loadTrustMaterial(null, (shown, kind) -> shown[0].equals(own))
                    .build();
            return PoolingHttpClientConnectionManagerBuilder.create()
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                            trust, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE))
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure("the certificate " + chain + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public String where() {
        return base;
    }

    @Override
    public List<JobView> list(int count, List<String> states, String key) {
        String query = "?limit=" + count
                + (states.isEmpty() ? "" : "&state=" + encoded(String.join(",", states)))
                + (key.isEmpty() ? "" : "&key=" + encoded(key));
        try {
            return Json.readPage(ask(new HttpGet(URI.create(base + query))), JobView.class)
                    .items();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public JobView show(String id) {
        return job(new HttpGet(URI.create(base + "/" + encoded(id))));
    }

    @Override
    public JobView cancel(String id) {
        return job(new HttpPost(URI.create(base + "/" + encoded(id) + "/cancel")));
    }

    @Override
    public JobView retry(String id) {
        return job(new HttpPost(URI.create(base + "/" + encoded(id) + "/retry")));
    }

    private JobView job(HttpUriRequestBase request) {
        try {
            return Json.read(ask(request), JobView.class);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private byte[] ask(HttpUriRequestBase request) throws IOException {
        return client.execute(request, ServerDesk::content);
    }

    private static byte[] content(ClassicHttpResponse response) throws IOException {
        byte[] body = EntityUtils.toByteArray(response.getEntity());
        if (response.getCode() / 100 != 2) {
            throw new CommandFailure(Json.read(body, Problem.class).detail());
        }
        return body;
    }

    private CommandFailure failure(IOException e) {
        return new CommandFailure("the server at " + base + " does not answer as it should: " + e.getMessage());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
