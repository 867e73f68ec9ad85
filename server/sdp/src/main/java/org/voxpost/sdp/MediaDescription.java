package org.voxpost.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One m-line and the lines that belong to it (RFC 8866 §5.14).
 *
 * @param type such as {@code audio} or {@code message}
 * @param port 0 to 65535; 0 declines the media (RFC 3264 §6)
 * @param protocol such as {@code TCP/MSRP} or {@code RTP/AVP}
 * @param formats payload types, or {@code *} for MSRP; never empty
 * @param title the i-line, which RFC 5547 uses to describe a file
 * @param connection the c-line of this media, when it has its own
 */
public record MediaDescription(
        String type,
        int port,
        String protocol,
        List<String> formats,
        Optional<String> title,
        Optional<ConnectionAddress> connection,
        List<Bandwidth> bandwidths,
        List<Attribute> attributes) {

    public MediaDescription {
        Text.word(type);
        Text.word(protocol);
        formats = List.copyOf(formats);
        formats.forEach(Text::word);
        title.ifPresent(Text::oneLine);
        bandwidths = List.copyOf(bandwidths);
        attributes = List.copyOf(attributes);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("an m-line names at least one format");
        }
    }

    public static MediaDescription of(String type, int port, String protocol, List<String> formats) {
        return new MediaDescription(
                type, port, protocol, formats, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** An MSRP session (RFC 4975 §8.1): {@code TCP/MSRP} or {@code TCP/TLS/MSRP}. */
    public static MediaDescription message(int port, boolean tls) {
        return of("message", port, tls ? "TCP/TLS/MSRP" : "TCP/MSRP", List.of("*"));
    }

    /** True for MSRP (RFC 4975 §8.1), over TLS or not. */
    public boolean isMessage() {
        return type.equalsIgnoreCase("message")
                && protocol.toUpperCase(Locale.ROOT).endsWith("/MSRP");
    }

    /** True for MSRP over TLS by what the m-line says; the scheme in the path has its own word. */
    public boolean isSecureMessage() {
        return isMessage() && protocol.equalsIgnoreCase("TCP/TLS/MSRP");
    }

    public boolean declined() {
        return port == 0;
    }

    /** This m-line with port 0 and nothing else, as an answer refuses it or a new offer takes it out. */
    public MediaDescription decline() {
        return of(type, 0, protocol, formats);
    }

    /** The first attribute of this name. */
    public Optional<Attribute> attribute(String name) {
        return attributes(name).findFirst();
    }

    public Stream<Attribute> attributes(String name) {
        return attributes.stream().filter(a -> a.name().equals(name));
    }

    public boolean has(String name) {
        return attribute(name).isPresent();
    }

    public MediaDescription withPort(int newPort) {
        return new MediaDescription(type, newPort, protocol, formats, title, connection, bandwidths, attributes);
    }

    public MediaDescription withFormats(List<String> newFormats) {
        return new MediaDescription(type, port, protocol, newFormats, title, connection, bandwidths, attributes);
    }

    public MediaDescription withTitle(String newTitle) {
        return new MediaDescription(
                type, port, protocol, formats, Optional.of(newTitle), connection, bandwidths, attributes);
    }

    public MediaDescription withConnection(ConnectionAddress address) {
        return new MediaDescription(type, port, protocol, formats, title, Optional.of(address), bandwidths, attributes);
    }

    public MediaDescription withBandwidth(Bandwidth bandwidth) {
        return new MediaDescription(
                type, port, protocol, formats, title, connection, Lists.plus(bandwidths, bandwidth), attributes);
    }

    /** With one more attribute at the end. */
    public MediaDescription with(Attribute attribute) {
        return withAttributes(Lists.plus(attributes, attribute));
    }

    /** With this attribute as the only one of its name, in the place of the first that there was. */
    public MediaDescription replacing(Attribute attribute) {
        List<Attribute> replaced = new ArrayList<>();
        for (Attribute known : attributes) {
            if (!known.name().equals(attribute.name())) {
                replaced.add(known);
            } else if (!replaced.contains(attribute)) {
                replaced.add(attribute);
            }
        }
        return has(attribute.name()) ? withAttributes(replaced) : with(attribute);
    }

    public MediaDescription without(String name) {
        return withAttributes(
                attributes.stream().filter(a -> !a.name().equals(name)).toList());
    }

    public MediaDescription withAttributes(List<Attribute> newAttributes) {
        return new MediaDescription(type, port, protocol, formats, title, connection, bandwidths, newAttributes);
    }
}
