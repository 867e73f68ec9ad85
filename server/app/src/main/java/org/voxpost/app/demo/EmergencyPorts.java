package org.voxpost.app.demo;

/**
 * Where the parties of the emergency demo listen; 0 takes any free port.
 *
 * @param server SIP of the server, UDP and TCP
 * @param serverMsrp MSRP of the server
 * @param serverApi REST of the server
 * @param caller SIP of the caller
 * @param callerMsrp MSRP of the caller
 */
public record EmergencyPorts(int server, int serverMsrp, int serverApi, int caller, int callerMsrp) {

    public static final EmergencyPorts FREE = new EmergencyPorts(0, 0, 0, 0, 0);

    /** Fixed ports from a base on, for those who want to capture what goes by. */
    public static EmergencyPorts from(int base) {
        return new EmergencyPorts(base, base + 1, base + 2, base + 10, base + 11);
    }
}
