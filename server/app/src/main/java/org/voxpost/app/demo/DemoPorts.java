package org.voxpost.app.demo;

/**
 * Where the parties of the demo listen; 0 takes any free port.
 *
 * @param server SIP of the server, UDP and TCP
 * @param serverMsrp MSRP of the server
 * @param delivery SIP of the delivery server
 * @param deliveryMsrp MSRP of the delivery server
 * @param applicationServer SIP of the application server
 * @param http the media server
 */
public record DemoPorts(int server, int serverMsrp, int delivery, int deliveryMsrp, int applicationServer, int http) {

    public static final DemoPorts FREE = new DemoPorts(0, 0, 0, 0, 0, 0);

    /** Fixed ports from a base on, for those who want to capture what goes by. */
    public static DemoPorts from(int base) {
        return new DemoPorts(base, base + 1, base + 10, base + 11, base + 20, base + 30);
    }
}
