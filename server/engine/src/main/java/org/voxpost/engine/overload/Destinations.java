package org.voxpost.engine.overload;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** Tells destinations apart: by the host and port of the delivery server or of the HTTP server. */
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

    private static String of(Destination destination) {
        return switch (destination) {
            case XmsrpUri to -> sip(to.answerer());
            case Destination.Uri to -> authority(to.text());
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
    private static String authority(String text) {
        try {
            URI uri = new URI(text);
            boolean local = "file".equalsIgnoreCase(uri.getScheme());
            return local || uri.getAuthority() == null ? "" : uri.getAuthority().toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
