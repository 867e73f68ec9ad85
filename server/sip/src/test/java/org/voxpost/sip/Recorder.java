package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what a call tells, for a test to take one after another. */
class Recorder implements CallEvents {
    final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    final BlockingQueue<InfoExchange> infos = new LinkedBlockingQueue<>();
    final BlockingQueue<OfferExchange> offers = new LinkedBlockingQueue<>();
    volatile boolean failOnConfirmed;
    final CompletableFuture<CallEnd> end = new CompletableFuture<>();

    record Provisional(int status) {}

    record Answered(Optional<Body> body) {}

    record Confirmed(Optional<Body> body) {}

    @Override
    public void provisional(int status, String reason) {
        events.add(new Provisional(status));
    }

    @Override
    public void answered(Optional<Body> body) {
        events.add(new Answered(body));
    }

    @Override
    public void confirmed(Optional<Body> body) {
        if (failOnConfirmed) {
            throw new IllegalStateException("a bug of the test");
        }
        events.add(new Confirmed(body));
    }

    @Override
    public void offered(OfferExchange exchange) {
        offers.add(exchange);
    }

    @Override
    public void info(InfoExchange exchange) {
        infos.add(exchange);
    }

    @Override
    public void ended(CallEnd reason) {
        assertThat(end.complete(reason)).as("ended once").isTrue();
    }

    Object next() throws Exception {
        Object event = events.poll(10, SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    InfoExchange info() throws Exception {
        InfoExchange info = infos.poll(10, SECONDS);
        assertThat(info).as("an INFO").isNotNull();
        return info;
    }

    OfferExchange offer() throws Exception {
        OfferExchange offer = offers.poll(10, SECONDS);
        assertThat(offer).as("an offer").isNotNull();
        return offer;
    }

    CallEnd end() throws Exception {
        return end.get(10, SECONDS);
    }
}
