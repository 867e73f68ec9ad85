package org.voxpost.msml;

import java.util.Set;

/** The elements that RFC 5707 and the schema of PowerMedia XMS define, to tell unknown, unsupported and misplaced apart. */
final class Vocabulary {
    /** Requests that we know and do not run (RFC 5707 §8, §10). */
    private static final Set<String> REQUESTS = Set.of(
            "audit",
            "createconference",
            "destroyconference",
            "join",
            "modifyconference",
            "modifystream",
            "monitor",
            "unjoin");

    /** Primitives that we know and do not run (RFC 5707 §9.7, §9.9 to §9.12). Its schema says faxrecv, its text faxrcv. */
    private static final Set<String> PRIMITIVES = Set.of(
            "agc",
            "clamp",
            "collect",
            "cpa",
            "dtmf",
            "dtmfgen",
            "faxdetect",
            "faxrcv",
            "faxrecv",
            "faxsend",
            "gain",
            "gate",
            "play",
            "record",
            "relay",
            "speech",
            "tonegen",
            "vad");

    /** All others: what we run, and what is only ever part of something. */
    private static final Set<String> OTHERS = Set.of(
            "asn",
            "audio",
            "audiomix",
            "auditresult",
            "confid",
            "content",
            "description",
            "detect",
            "dialogend",
            "dialogid",
            "dialogstart",
            "disconnect",
            "dtmfexit",
            "dtmfgenexit",
            "event",
            "exit",
            "faxdetectexit",
            "faxnegotiate",
            "faxobjectdone",
            "faxopcomplete",
            "faxpagedone",
            "faxpollstart",
            "faxstart",
            "fileobj",
            "fileop",
            "format",
            "grammar",
            "group",
            "groupexit",
            "hdrfooter",
            "match",
            "media",
            "messageobj",
            "moml",
            "msml",
            "n-loudest",
            "name",
            "noinput",
            "nomatch",
            "pattern",
            "playexit",
            "rcvobj",
            "recordexit",
            "region",
            "reserve",
            "resource",
            "result",
            "root",
            "rxpoll",
            "selector",
            "send",
            "sendobj",
            "silence",
            "speechexit",
            "stream",
            "tone",
            "tonegenexit",
            "track",
            "transfer",
            "transferexit",
            "transferobjdone",
            "transferobjstart",
            "transferstart",
            "tsilence",
            "tts",
            "tvoice",
            "txpoll",
            "value",
            "var",
            "video",
            "videolayout",
            "visual",
            "voice");

    private Vocabulary() {}

    /** Why a child of {@code <msml>} is not one of ours. */
    static MsmlException notARequest(Element element) {
        return REQUESTS.contains(element.name()) ? unsupported(element) : misplaced(element, "msml");
    }

    /** Why something in a dialog is not one of ours. */
    static MsmlException notExecutable(Element element, String parent) {
        return isPrimitive(element.name()) ? unsupported(element) : misplaced(element, parent);
    }

    /** 404 for an element that belongs elsewhere, 401 for one that nobody defined. */
    static MsmlException misplaced(Element element, String parent) {
        String name = element.name();
        return REQUESTS.contains(name) || PRIMITIVES.contains(name) || OTHERS.contains(name) || TextReader.knows(name)
                ? new MsmlException(ResponseCode.FORBIDDEN_CONTENT, parent + " cannot hold " + name)
                : new MsmlException(
                        ResponseCode.UNKNOWN_ELEMENT, Quoted.shortened(name) + " in " + parent + " is unknown");
    }

    static boolean isPrimitive(String name) {
        return PRIMITIVES.contains(name);
    }

    private static MsmlException unsupported(Element element) {
        return new MsmlException(ResponseCode.UNSUPPORTED_ELEMENT, element.name() + " is not supported");
    }
}
