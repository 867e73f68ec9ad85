package org.voxpost.msrp.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of a To-Path or From-Path (RFC 4975 §9): the first hop first, the endpoint last.
 *
 * @param uris never empty
 * @param text as it was written, with single blanks between
 */
public record UriPath(List<MsrpUri> uris, String text) {

    /** Of a path that comes in. */
    static final int MAX_URIS = 16;

    /** Of one that we put together: relays of ours, and then the path of the peer. */
    private static final int MOST_JOINED = 2 * MAX_URIS;

    public UriPath {
        uris = List.copyOf(uris);
        if (uris.isEmpty() || uris.size() > MOST_JOINED) {
            throw new IllegalArgumentException("a path has 1 to 32 URIs");
        }
    }

    public static UriPath of(MsrpUri uri) {
        return new UriPath(List.of(uri), uri.toString());
    }

    /** @throws IllegalArgumentException when the text is no list of MSRP URIs */
    public static UriPath parse(String text) {
        List<MsrpUri> uris = new ArrayList<>(1);
        int start = 0;
        while (start <= text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            if (uris.size() == MAX_URIS) {
                throw new IllegalArgumentException("a path has 1 to 16 URIs");
            }
            uris.add(MsrpUri.parse(text.substring(start, end)));
            start = end + 1;
        }
        return new UriPath(uris, text);
    }

    /** The same URIs the other way round, with one more at the end: how peers reach us through our relays (RFC 4976 §5.1). */
    public UriPath reversedTo(MsrpUri end) {
        List<MsrpUri> back = new ArrayList<>(uris.reversed());
        back.add(end);
        return of(back);
    }

    /** These URIs, and then those: how we reach a peer through our relays (RFC 4976 §5.1). */
    public UriPath then(UriPath rest) {
        List<MsrpUri> all = new ArrayList<>(uris);
        all.addAll(rest.uris());
        return of(all);
    }

    private static UriPath of(List<MsrpUri> uris) {
        return new UriPath(
                uris, String.join(" ", uris.stream().map(MsrpUri::toString).toList()));
    }

    /** The adjacent hop. */
    public MsrpUri first() {
        return uris.getFirst();
    }

    /** The endpoint. */
    public MsrpUri last() {
        return uris.getLast();
    }

    @Override
    public String toString() {
        return text;
    }
}
