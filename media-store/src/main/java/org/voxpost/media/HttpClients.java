package org.voxpost.media;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The HTTP client with everything off that acts behind our back: redirects, retries, cookies, decoding, credentials. */
final class HttpClients {

    private static final int HOSTS_AT_ONCE = 8;
    private static final int MAX_HEADER_LINE = 16_384;
    private static final int MAX_HEADERS = 200;
    private static final Timeout IDLE = Timeout.ofSeconds(30);

    private HttpClients() {}

    /**
     * @param names decides which addresses are connected to
     * @param tls null for what Java trusts
     * @param proxy null for none
     */
    static CloseableHttpClient build(
            HttpSettings settings, DnsResolver names, @Nullable HttpTls tls, @Nullable HttpProxy proxy)
            throws MediaException {
        ClientTlsStrategyBuilder secure = ClientTlsStrategyBuilder.create().setTlsVersions(TLS.V_1_2, TLS.V_1_3);
        if (tls != null) {
            secure.setSslContext(PemFiles.context(tls));
        }
        return HttpClientBuilder.create()
                .setProxy(proxy == null ? null : new HttpHost(proxy.host(), proxy.port()))
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setTlsSocketStrategy(secure.buildClassic())
                        .setMaxConnPerRoute(settings.connectionsPerHost())
                        .setMaxConnTotal(settings.connectionsPerHost() * HOSTS_AT_ONCE)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(MAX_HEADER_LINE)
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout(settings.connect()))
                                .setSocketTimeout(timeout(settings.silence()))
                                .setIdleTimeout(IDLE)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(timeout(settings.silence()))
                                .setTcpNoDelay(true)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout(settings.total()))
                        .setResponseTimeout(timeout(settings.silence()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Voxpost")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }
}
