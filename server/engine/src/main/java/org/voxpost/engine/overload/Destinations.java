package org.voxpost.engine.overload;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** Tells destinations apart: by the host and port of the delivery server, and of other servers by the scheme as well. */
final class Destinations {

    private Destinations() {}

    /** Empty for a destination without a host, such as a local file, and for one that cannot be read. */
    static String of(Parcel parcel) {
        return parcel.destination().map(Destinations::of).orElse("");
    }

    /** Of a delivery server. */
    static String of(SipUri answerer) {
        int port = answerer.port() == 0 ? 5060 : answerer.port();
        return answerer.host().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Of any; empty as above. */
    static String of(Destination destination) {
        return switch (destination) {
            case XmsrpUri to -> sip(to.answerer());
            case Destination.Uri to -> server(to.text());
        };
    }

    private static String sip(String answerer) {
        try {
            return of(SipUri.parse(answerer));
        } catch (SipSyntaxException e) {
            return "";
        }
    }

    /** Behind the scheme of a local file stands the beginning of its path. */
    private static String server(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return host.isEmpty() || scheme.isEmpty() || scheme.equals("file")
                    ? ""
                    : scheme + "://" + host + ":" + (uri.getPort() < 0 ? usualPort(scheme) : uri.getPort());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
    }
}
