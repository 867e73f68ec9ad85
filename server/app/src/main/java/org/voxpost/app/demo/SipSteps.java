package org.voxpost.app.demo;

import java.util.Map;
import org.voxpost.sip.SipTrace;

/** Puts the SIP messages that the server sees on the ladder. */
record SipSteps(Ladder ladder, int server, Map<Integer, Integer> partyByPort, int otherParty) implements SipTrace {

    @Override
    public void message(Message message) {
        int port = Integer.parseInt(message.peer().substring(message.peer().lastIndexOf(':') + 1));
        int peer = partyByPort.getOrDefault(port, otherParty);
        boolean sent = message.direction() == Direction.SENT;
        ladder.add(message.instant(), sent ? server : peer, sent ? peer : server, label(message));
    }

    /** A request by its method, a response by its status and the request that it answers. */
    private static String label(Message message) {
        String line = message.firstLine();
        if (!line.startsWith("SIP/2.0 ")) {
            return line.substring(0, Math.max(0, line.indexOf(' ')));
        }
        String method = message.cseq().substring(message.cseq().indexOf(' ') + 1);
        return line.substring("SIP/2.0 ".length()) + " (" + method + ")";
    }
}
