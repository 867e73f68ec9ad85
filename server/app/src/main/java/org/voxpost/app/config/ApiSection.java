package org.voxpost.app.config;

/** Section {@code api}: the REST interface for operators and application servers of this machine. */
public record ApiSection(
        boolean served,

        @Form(value = "127(\\.[0-9]{1,3}){3}|::1|localhost", words = "an address of loopback")
        String bind,

        @Bounds(min = "0", max = "65535") int port) {
    static final ApiSection DEFAULT = new ApiSection(true, "127.0.0.1", 8060);
}
