package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorTest {
    @ParameterizedTest
    @CsvSource({
        "absent,   absent,   OFFERER",
        "absent,   active,   illegal",
        "absent,   passive,  OFFERER",
        "absent,   actpass,  illegal",
        "absent,   holdconn, OFFERER",
        "active,   absent,   OFFERER",
        "active,   active,   illegal",
        "active,   passive,  OFFERER",
        "active,   actpass,  illegal",
        "active,   holdconn, OFFERER",
        "passive,  absent,   illegal",
        "passive,  active,   ANSWERER",
        "passive,  passive,  illegal",
        "passive,  actpass,  illegal",
        "passive,  holdconn, illegal",
        "actpass,  absent,   OFFERER",
        "actpass,  active,   ANSWERER",
        "actpass,  passive,  OFFERER",
        "actpass,  actpass,  illegal",
        "actpass,  holdconn, OFFERER",
        "holdconn, absent,   OFFERER",
        "holdconn, active,   illegal",
        "holdconn, passive,  OFFERER",
        "holdconn, actpass,  illegal",
        "holdconn, holdconn, OFFERER",
    })
    void eachPairOfRolesHasOneOutcome(String offer, String answer, String outcome) throws SdpException {
        if (outcome.equals("illegal")) {
            assertThatThrownBy(() -> Connector.of(setup(offer), setup(answer))).isInstanceOf(SdpException.class);
        } else {
            assertThat(Connector.of(setup(offer), setup(answer))).isEqualTo(Connector.valueOf(outcome));
        }
    }

    @ParameterizedTest
    @CsvSource({"absent", "active", "passive", "actpass", "holdconn"})
    void ourAnswerAlwaysFitsTheOffer(String offer) throws SdpException {
        for (boolean wouldConnect : new boolean[] {true, false}) {
            Setup answer = Connector.answerTo(setup(offer), wouldConnect);
            boolean weConnect = Connector.of(setup(offer), Optional.of(answer)) == Connector.ANSWERER;

            assertThat(weConnect).isEqualTo(answer == Setup.ACTIVE);
            if (offer.equals("actpass")) {
                assertThat(weConnect).isEqualTo(wouldConnect);
            }
        }
    }

    @Test
    void setupIsReadInAnyCaseAndUnknownOnesAreNone() throws SdpException {
        assertThat(Setup.in(Sdp.message("setup:ActPass"))).contains(Setup.ACTPASS);
        assertThat(Setup.in(Sdp.message("setup:both"))).isEmpty();
        assertThat(Setup.in(Sdp.message())).isEmpty();
        assertThat(Setup.HOLDCONN.attribute()).hasToString("a=setup:holdconn");
    }

    private static Optional<Setup> setup(String name) {
        return name.equals("absent") ? Optional.empty() : Optional.of(Setup.valueOf(name.toUpperCase(Locale.ROOT)));
    }
}
