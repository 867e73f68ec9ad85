package org.voxpost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.voxpost.app.house.SourceTree;

class OneLineMessageTest {
    @Test
    void controlCharactersAreWrittenAsEscapes() {
        assertThat(OneLineMessage.escaped("a\r\nFAKE\t\u0000\u001b[31m\u0085\u2028\u202e b"))
                .isEqualTo("a\\r\\nFAKE\\t\\u0000\\u001b[31m\\u0085\\u2028\\u202e b");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(OneLineMessage.escaped("Grüße, 日本 😀")).isEqualTo("Grüße, 日本 😀");
    }

    @Test
    void theShippedConfigurationWritesAMessageOnOneLine() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(SourceTree.root().resolve("conf/logback.xml").toFile());
        StandardError appender = (StandardError) context.getLogger("ROOT").getAppender("STDERR");
        Encoder<ch.qos.logback.classic.spi.ILoggingEvent> encoder = appender.getEncoder();

        String line = new String(
                encoder.encode(new LoggingEvent(
                        "fqcn", context.getLogger("org.voxpost.x"), Level.INFO, "call {} over", null, new Object[] {
                            "1\n2"
                        })),
                StandardCharsets.UTF_8);
        context.stop();

        assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  call 1\\\\n2 over\\R");
    }
}
