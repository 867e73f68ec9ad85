package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.msml.dialog.DialogElement;

/** Documents for tests, and short ways through them. */
final class Documents {
    static final String DEST = "xmsrp://?offerer=sip:a@h1;answerer=sip:b@h2;file=x.amr";
    static final String FILE_OBJECT = "<fileobj src='file://x.amr' dest='" + DEST + "'/>";
    static final String TRANSFER = "<transfer>" + FILE_OBJECT + "</transfer>";

    private static final MsmlReader READER = new MsmlReader(MsmlLimits.DEFAULTS);

    private Documents() {}

    static byte[] sample(String name) {
        try {
            return Files.readAllBytes(Path.of("..", "samples", "msml", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String msml(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<msml version=\"1.1\">" + content + "</msml>";
    }

    static String dialog(String content) {
        return "<dialogstart target='conn:t' type='application/moml+xml' name='d'>" + content + "</dialogstart>";
    }

    static MsmlDocument read(String document) throws MsmlException {
        return READER.read(bytes(document));
    }

    static Request request(String content) throws MsmlException {
        var requests = read(msml(content)).requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    /** The only element of the only dialog. */
    static <T extends DialogElement> T element(Class<T> type, String content) throws MsmlException {
        return element(type, read(msml(dialog(content))));
    }

    static <T extends DialogElement> T element(Class<T> type, MsmlDocument document) {
        assertThat(document.requests().getFirst()).isInstanceOf(DialogStart.class);
        var start = (DialogStart) document.requests().getFirst();
        assertThat(start.source()).isInstanceOf(DialogStart.Inline.class);
        return type.cast(
                ((DialogStart.Inline) start.source()).script().elements().getFirst());
    }

    static Refused refused(String content) throws MsmlException {
        Request request = request(content);
        assertThat(request).isInstanceOf(Refused.class);
        return (Refused) request;
    }

    static Refused refusedInDialog(String content) throws MsmlException {
        return refused(dialog(content));
    }
}
