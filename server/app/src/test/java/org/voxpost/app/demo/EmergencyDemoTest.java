package org.voxpost.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.app.house.SourceTree;

class EmergencyDemoTest {

    private final StringWriter told = new StringWriter();

    @Test
    void aCallForHelpIsShownAnsweredAndOnRecord() throws Exception {
        demo(EmergencyDemo.PATIENCE).run();

        assertThat(told.toString())
                .contains(
                        "reads where it is: 30.6187 -96.3365",
                        "caller  There is smoke in the stairway \uD83D\uDD25",
                        "agent   Stay inside. Which floor?  (delivered)",
                        "caller  Third floor, two of us",
                        "agent   Firefighters are on the way.  (delivered)",
                        "|-INVITE",
                        "|-SSE call-started",
                        "Every text arrived once and in order");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatThrownBy(() -> demo(Duration.ofNanos(1)).run())
                .isInstanceOf(Demo.Failed.class)
                .hasMessageContaining("the PSAP got no answer to GET /api/v1/events");
    }

    private EmergencyDemo demo(Duration patience) {
        Path location = SourceTree.root().resolve("samples/ng911/location.xml");
        return new EmergencyDemo(location, EmergencyPorts.FREE, new PrintWriter(told), patience);
    }
}
