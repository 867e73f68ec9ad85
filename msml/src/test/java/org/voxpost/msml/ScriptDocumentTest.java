package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msml.dialog.Transfer;

/** Documents behind {@code dialogstart src}. */
class ScriptDocumentTest {
    private final MsmlReader reader = new MsmlReader(MsmlLimits.DEFAULTS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<moml version='1.0' id='x'>" + Documents.TRANSFER + "</moml>",
                "<msml version='1.1'>" + Documents.TRANSFER + "</msml>",
                "<msml><dialogstart target='conn:other'>" + Documents.TRANSFER + "</dialogstart></msml>",
                "<dialogstart>" + Documents.TRANSFER + "</dialogstart>",
                Documents.TRANSFER
            })
    void formsOfOneScriptAreEqual(String document) throws MsmlException {
        var script = reader.readScript(Documents.bytes(document));

        assertThat(script.elements()).containsExactly(Documents.element(Transfer.class, Documents.TRANSFER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no XML", "<moml>", "<html/>", "<moml/><moml/>", "<!DOCTYPE moml><moml/>"})
    void whatIsNoScriptIs424(String document) {
        assertThat(failure(document).code()).isEqualTo(ResponseCode.FOREIGN_SYNTAX_ERROR);
        assertThat(failure(document).description()).startsWith("line 1, column ");
    }

    @Test
    void scriptThatCannotRunIs425WithItsOwnCode() {
        assertThat(failure("<moml><play/></moml>").code()).isEqualTo(ResponseCode.FOREIGN_SEMANTIC_ERROR);
        assertThat(failure("<moml><play/></moml>").description()).isEqualTo("402 play is not supported");
        assertThat(failure("<play/>").description()).isEqualTo("402 play is not supported");
        assertThat(failure("<moml/>").description()).isEqualTo("403 moml holds no script");
        assertThat(failure("<msml><dialogstart/></msml>").description()).isEqualTo("403 dialogstart holds no script");
    }

    private MsmlException failure(String document) {
        return catchThrowableOfType(MsmlException.class, () -> reader.readScript(Documents.bytes(document)));
    }
}
