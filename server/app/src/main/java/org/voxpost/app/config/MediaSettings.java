package org.voxpost.app.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.media.AllowedTarget;
import org.voxpost.media.CacheSettings;
import org.voxpost.media.DiskSettings;
import org.voxpost.media.HttpLogin;
import org.voxpost.media.HttpProxy;
import org.voxpost.media.HttpSettings;
import org.voxpost.media.HttpSite;
import org.voxpost.media.HttpTls;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MemorySettings;
import org.voxpost.media.S3Store;

/** Section {@code media} in the words of the media store, with the secrets out of their files. */
final class MediaSettings {

    private final MediaSection media;
    private final Path home;

    MediaSettings(MediaSection media, Path home) {
        this.media = media;
        this.home = home;
    }

    /** Without servers that need a secret: for who wants to know the directories only. */
    MediaConfiguration directories() {
        return configuration(http(List.of()), List.of());
    }

    /** @throws IOException when the file of a secret cannot be read */
    MediaConfiguration all() throws IOException {
        List<HttpSite> sites = new ArrayList<>();
        for (SiteSection site : media.http().sites()) {
            sites.add(site(site));
        }
        List<S3Store> stores = new ArrayList<>();
        for (StoreSection store : media.s3()) {
            stores.add(store(store));
        }
        return configuration(http(sites), stores);
    }

    private MediaConfiguration configuration(HttpSettings http, List<S3Store> stores) {
        MediaSection.DiskSection disk = media.disk();
        MediaSection.CacheSection cache = media.cache();
        return new MediaConfiguration(
                path(media.root()),
                paths(media.readableRoots()),
                paths(media.writableRoots()),
                paths(media.deletableRoots()),
                path(media.spool()),
                media.spoolReserve().bytes(),
                media.largest().bytes(),
                http,
                new CacheSettings(cache.size().bytes(), cache.files(), cache.fresh()),
                stores,
                media.memory().bytes() == 0
                        ? MemorySettings.off()
                        : MemorySettings.of(media.memory().bytes()),
                new DiskSettings(
                        disk.soft().bytes(), disk.hard().bytes(), disk.softFiles(), disk.hardFiles(), disk.every()));
    }

    private HttpSettings http(List<HttpSite> sites) {
        MediaSection.HttpSection http = media.http();
        return new HttpSettings(
                http.allowed().stream().map(AllowedTarget::parse).toList(),
                http.connect(),
                http.silence(),
                http.total(),
                http.leastPerSecond().bytes(),
                http.rateWindow(),
                http.largest().bytes(),
                http.redirects(),
                http.delete(),
                http.connectionsPerHost(),
                http.resumes(),
                sites);
    }

    private HttpSite site(SiteSection site) throws IOException {
        String secret =
                Secrets.read(site.secret(), site.secretFile(), home, "the secret of the HTTP site " + site.match());
        HttpLogin login = switch (site.login()) {
            case NOBODY -> new HttpLogin.Nobody();
            case BASIC -> new HttpLogin.Basic(site.user(), secret, site.overPlainHttp());
            case DIGEST -> new HttpLogin.Digest(site.user(), secret);
            case BEARER -> new HttpLogin.Bearer(secret, site.overPlainHttp());
        };
        boolean own = site.trust().isPresent() || site.certificate().isPresent();
        HttpTls tls = new HttpTls(
                site.trust().map(this::path),
                site.certificate().map(this::path),
                site.key().map(this::path));
        return new HttpSite(
                AllowedTarget.parse(site.match()),
                login,
                site.write(),
                site.delete(),
                own ? Optional.of(tls) : Optional.empty(),
                proxy(site));
    }

    private Optional<HttpProxy> proxy(SiteSection site) throws IOException {
        if (site.proxy().isEmpty()) {
            return Optional.empty();
        }
        String written = site.proxy().get();
        int colon = written.lastIndexOf(':');
        return Optional.of(new HttpProxy(
                written.substring(0, colon),
                Integer.parseInt(written.substring(colon + 1)),
                site.proxyUser(),
                Secrets.read(
                        Optional.empty(), site.proxySecretFile(), home, "the secret of the HTTP proxy " + written)));
    }

    private S3Store store(StoreSection store) throws IOException {
        return new S3Store(
                store.buckets(),
                URI.create(store.endpoint()),
                store.region(),
                store.pathStyle(),
                store.accessKey(),
                Secrets.read(store.secret(), store.secretFile(), home, "the secret of the storage " + store.endpoint()),
                Secrets.read(
                        Optional.empty(),
                        store.sessionTokenFile(),
                        home,
                        "the session token of the storage " + store.endpoint()),
                store.write(),
                store.delete(),
                store.trust().map(trust -> new HttpTls(Optional.of(path(trust)), Optional.empty(), Optional.empty())));
    }

    private List<Path> paths(List<Path> configured) {
        return configured.stream().map(this::path).toList();
    }

    private Path path(Path configured) {
        return home.resolve(configured).normalize();
    }
}
