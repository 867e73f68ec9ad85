package org.voxpost.msml;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.voxpost.msml.dialog.XmsrpUri;

/** Looks through a document for its deviations, apart from the readers, which just take them. */
final class DeviationFinder {
    private static final List<String> HANDLERS_IN_ORDER =
            List.of("transferstart", "transferobjstart", "transferobjdone", "transferexit");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");
    private static final Pattern NO_SIP_SCHEME =
            Pattern.compile("(?i)xmsrp:.*(?:offerer|answerer)\\s*=\\s*(?!\\s*sips?[:%]).*");

    private final Set<MsmlDeviation> found = EnumSet.noneOf(MsmlDeviation.class);

    private DeviationFinder() {}

    static Set<MsmlDeviation> in(Element root) {
        var finder = new DeviationFinder();
        finder.lookAtRoot(root);
        finder.lookAt(root);
        return finder.found;
    }

    private void lookAtRoot(Element root) {
        String version = root.attributes().get("version");
        if (version == null) {
            found.add(MsmlDeviation.NO_VERSION);
        } else if (!version.equals(MsmlReader.VERSION)) {
            found.add(MsmlDeviation.OTHER_VERSION);
        }
        if (root.attributes().keySet().stream().anyMatch(name -> !name.equals("version"))) {
            found.add(MsmlDeviation.ROOT_ATTRIBUTE);
        }
    }

    private void lookAt(Element element) {
        switch (element.name()) {
            case "dialogstart" -> {
                if (!element.attributes().containsKey("type")) {
                    found.add(MsmlDeviation.NO_TYPE);
                }
                lookAtUri(element, "src");
            }
            case "transfer" -> lookAtOrder(element);
            case "messageobj" -> {
                if (!element.attributes().containsKey("src")) {
                    found.add(MsmlDeviation.MESSAGE_WITHOUT_SRC);
                }
                lookAtUri(element, "dest");
            }
            case "fileobj", "fileop" -> {
                lookAtUri(element, "src");
                lookAtUri(element, "dest");
            }
            default -> {
                // Taken only as it should be.
            }
        }
        element.children().forEach(this::lookAt);
    }

    /** Objects come first, at -1, then the handlers by their place in the schema. */
    private void lookAtOrder(Element transfer) {
        int last = -1;
        for (Element child : transfer.children()) {
            int place = HANDLERS_IN_ORDER.indexOf(child.name());
            if (place < last) {
                found.add(MsmlDeviation.HANDLER_ORDER);
            }
            last = place;
        }
    }

    private void lookAtUri(Element element, String attribute) {
        String uri = element.attributes().getOrDefault(attribute, "").strip();
        if (WHITE_SPACE.matcher(uri).find()) {
            found.add(MsmlDeviation.BLANK_IN_URI);
        }
        if (XmsrpUri.matches(uri) && NO_SIP_SCHEME.matcher(uri).find()) {
            found.add(MsmlDeviation.NO_SIP_SCHEME);
        }
    }
}
