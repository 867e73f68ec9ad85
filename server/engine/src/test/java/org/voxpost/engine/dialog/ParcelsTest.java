package org.voxpost.engine.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.transfer.TransferPlan;
import org.voxpost.msml.MsmlLimits;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msml.dialog.Transfer;

class ParcelsTest {

    @Test
    void anObjectHasTheRetriesOfItsTransferUnlessItNamesItsOwnAndZeroIsNone() throws Exception {
        String script = "<transfer retry='3'><fileobj src='file://a' retry='0'/><fileobj src='file://b'/>"
                + "<fileobj src='file://c' retry='forever'/></transfer>";
        Transfer transfer = (Transfer) new MsmlReader(MsmlLimits.DEFAULTS)
                .readScript(script.getBytes(StandardCharsets.UTF_8))
                .elements()
                .getFirst();

        assertThat(Parcels.plan(transfer).objects())
                .extracting(TransferPlan.ObjectPlan::retries)
                .containsExactly(0, 3, TransferPlan.FOREVER);
    }
}
