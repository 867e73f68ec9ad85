package org.voxpost.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The regular expression that a text key matches as a whole, and the words that tell an operator what that is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Form {
    String HOST = "[A-Za-z0-9]([A-Za-z0-9.\\-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+";
    String HOST_WORDS = "a host name or an IP address";
    String TOKEN = "[A-Za-z0-9][A-Za-z0-9._\\-#]*";
    String TOKEN_WORDS = "letters, digits and . _ - #, beginning with a letter or digit";

    String TARGET_WORDS = "a host, *.domain, address or network, with :port or :* where it is not 80 or 443, such as"
            + " media.example.com:8080";

    /** Names of headers that the SIP stack writes itself are refused there. */
    String JOB_HEADER = "(?i)(?!(accept|allow|authorization|call-id|contact|content-.*|cseq|expires|from"
        + "|max-forwards|min-se|proxy-.*|record-route|require|route|server|session-expires|supported|to|unsupported|user-agent|via"
        + "|[a-z])$)[a-z0-9-]*";

    String HEADER = "[A-Za-z0-9-]*";

    String value();

    String words();
}
