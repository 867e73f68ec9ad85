package org.voxpost.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads offers line by line, and writes answers to them. */
final class DeliveryAnswer {
    private final List<String> offer;
    private final List<String> attributes = new ArrayList<>();
    private int port;

    DeliveryAnswer(String offer) {
        this.offer = offer.lines().map(String::strip).toList();
    }

    /** The value of the first attribute of this name in an offer. */
    Optional<String> offered(String name) {
        return offer.stream()
                .filter(line -> line.startsWith("a=" + name + ":"))
                .map(line -> line.substring(name.length() + 3))
                .findFirst();
    }

    DeliveryAnswer port(int newPort) {
        port = newPort;
        return this;
    }

    DeliveryAnswer with(String attribute) {
        without(nameOf(attribute));
        attributes.add(attribute);
        return this;
    }

    /** Replaces, or, for a name with a minus in front, leaves out. */
    DeliveryAnswer changed(List<String> changes) {
        for (String change : changes) {
            if (change.startsWith("-")) {
                without(change.substring(1));
            } else {
                with(change);
            }
        }
        return this;
    }

    private void without(String name) {
        attributes.removeIf(attribute -> nameOf(attribute).equals(name));
    }

    private static String nameOf(String attribute) {
        int colon = attribute.indexOf(':');
        return colon < 0 ? attribute : attribute.substring(0, colon);
    }

    /** One m-line for each of the offer: the first for messages with our port, all others declined. */
    String text() {
        List<String> lines = new ArrayList<>(
                List.of("v=0", "o=delivery 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"));
        boolean taken = port == 0;
        for (String line : offer) {
            if (!line.startsWith("m=")) {
                continue;
            }
            String[] words = line.split(" ", 3);
            boolean ours = !taken && words[0].equals("m=message");
            lines.add(words[0] + " " + (ours ? port : 0) + " " + words[2]);
            if (ours) {
                attributes.forEach(attribute -> lines.add("a=" + attribute));
                taken = true;
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }
}
