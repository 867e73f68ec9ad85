package org.voxpost.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.regex.Pattern;

/**
 * Lets in who speaks to the interface as the programs of this machine do. A page in a browser there is not one of them: what it sends has
 * an Origin, or, where its name was made to lead to loopback, the name of somebody else as Host.
 */
final class LocalClients implements Filter {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().contains(HeaderNames.ORIGIN)) {
            throw new Refusal(Status.FORBIDDEN_403, "pages of browsers are not served");
        }
        if (!LOOPBACK.matcher(request.authority()).matches()) {
            throw new Refusal(Status.FORBIDDEN_403, "this is not " + request.authority());
        }
        chain.proceed();
    }
}
