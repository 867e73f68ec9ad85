package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/** The targets that 3xx responses name (RFC 3261 §8.1.3.4): best first, none twice, and not too many. */
final class Redirects {
    private final Set<String> tried = new HashSet<>();
    private final ArrayDeque<SipUri> untried = new ArrayDeque<>();
    private final boolean secure;
    private int left;

    Redirects(int limit, SipUri first) {
        this.left = limit;
        this.secure = first.secure();
        tried.add(first.toString());
    }

    /** Takes the Contacts of a 3xx; the target to try next, or empty when there is none or the limit is reached. */
    Optional<SipUri> next(SIPResponse response) {
        for (SipUri uri : contacts(response)) {
            // RFC 3261 §8.1.3.4: who called safely is not led elsewhere.
            if ((uri.secure() || !secure) && tried.add(uri.toString())) {
                untried.add(uri);
            }
        }
        if (left <= 0) {
            return Optional.empty();
        }
        left--;
        return Optional.ofNullable(untried.poll());
    }

    private static List<SipUri> contacts(SIPResponse response) {
        List<Contact> contacts = new ArrayList<>();
        if (response.getContactHeaders() != null) {
            response.getContactHeaders().forEach(contacts::add);
        }
        contacts.sort(Comparator.comparingDouble(contact -> -Math.abs(contact.getQValue())));
        List<SipUri> uris = new ArrayList<>();
        for (Contact contact : contacts) {
            sip(contact).ifPresent(uris::add);
        }
        return uris;
    }

    /** A tel: or mailto: target is no place for an INVITE of ours. */
    private static Optional<SipUri> sip(Contact contact) {
        try {
            return Optional.of(Uris.ours(contact.getAddress().getURI()));
        } catch (SipSyntaxException other) {
            return Optional.empty();
        }
    }
}
