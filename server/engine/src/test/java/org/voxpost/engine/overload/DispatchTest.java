package org.voxpost.engine.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.FakeCourier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.testkit.VirtualTime;

/** Which attempts begin, and in which order. */
class DispatchTest {

    private final VirtualTime time = VirtualTime.starting();
    private final FakeCourier courier = new FakeCourier();
    private final Lane lane = new Lanes(time, time, time).lane();
    private final List<String> ends = new ArrayList<>();

    @AfterEach
    void nothingIsLeftToDo() {
        time.settle();
    }

    @Test
    void attemptsBeyondTheLimitWaitAndBeginInTheOrderInWhichTheyCame() {
        Dispatch dispatch = dispatch(2, 9, 9);
        ship(dispatch, "as", 0, "a", "x");
        ship(dispatch, "as", 0, "b", "x");
        ship(dispatch, "as", 0, "c", "x");
        ship(dispatch, "as", 0, "d", "x");
        assertThat(begun()).containsExactly("a", "b");
        assertThat(dispatch.waiting()).isEqualTo(2);

        end("b");
        assertThat(begun()).containsExactly("a", "b", "c");
        end("a");
        assertThat(begun()).containsExactly("a", "b", "c", "d");
        end("c");
        end("d");
        assertThat(dispatch.waiting()).isZero();
        assertThat(dispatch.running()).isZero();
    }

    @Test
    void whatIsUrgentGoesBeforeWhatWaitsLonger() {
        Dispatch dispatch = dispatch(1, 9, 9);
        ship(dispatch, "as", 0, "a", "x");
        ship(dispatch, "as", 0, "b", "x");
        ship(dispatch, "as", 1, "c", "y");
        ship(dispatch, "as", 4, "d", "x");
        end("a");
        end("d");
        end("c");
        assertThat(begun()).containsExactly("a", "d", "c", "b");
    }

    @Test
    void nobodyWaitsForTheLimitOfAnotherDestination() {
        Dispatch dispatch = dispatch(9, 9, 1);
        ship(dispatch, "as", 0, "a", "x");
        ship(dispatch, "as", 0, "b", "x");
        ship(dispatch, "as", 0, "c", "y");
        assertThat(begun()).containsExactly("a", "c");
        end("c");
        assertThat(begun()).containsExactly("a", "c");
        end("a");
        assertThat(begun()).containsExactly("a", "c", "b");
    }

    @Test
    void localFilesHaveNoLimitOfADestination() {
        Dispatch dispatch = dispatch(9, 9, 1);
        ship(dispatch, "as", 0, "a", "");
        ship(dispatch, "as", 0, "b", "");
        assertThat(begun()).containsExactly("a", "b");
    }

    @Test
    void oneApplicationServerDoesNotTakeThePlacesOfOthers() {
        Dispatch dispatch = dispatch(9, 1, 9);
        ship(dispatch, "one", 0, "a", "x");
        ship(dispatch, "one", 0, "b", "x");
        ship(dispatch, "two", 0, "c", "x");
        assertThat(begun()).containsExactly("a", "c");
    }

    @Test
    void oneEndMayMakeRoomForSeveral() {
        Dispatch dispatch = dispatch(9, 1, 1);
        ship(dispatch, "one", 0, "a", "x");
        ship(dispatch, "one", 0, "b", "y");
        ship(dispatch, "two", 0, "c", "x");
        assertThat(begun()).containsExactly("a");
        end("a");
        assertThat(begun()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void anAttemptThatIsGivenUpWhileItWaitsNeverBegins() {
        Dispatch dispatch = dispatch(1, 9, 9);
        ship(dispatch, "as", 0, "a", "x");
        ship(dispatch, "as", 0, "b", "x").abandon(Parting.AT_ONCE);
        assertThat(ends).containsExactly("b Abandoned");
        end("a");
        assertThat(begun()).containsExactly("a");
        assertThat(dispatch.waiting()).isZero();
    }

    @Test
    void anAttemptThatIsGivenUpWhenItsTurnHasComeNeverBegins() {
        Dispatch dispatch = dispatch(1, 9, 9);
        ship(dispatch, "as", 0, "a", "x");
        Courier.Shipment second = ship(dispatch, "as", 0, "b", "x");
        courier.last().deliver(1);
        second.abandon(Parting.AT_ONCE);
        time.settle();
        assertThat(begun()).containsExactly("a");
        assertThat(ends).containsExactly("a Delivered", "b Abandoned");
        assertThat(dispatch.running()).isZero();
    }

    @Test
    void anAttemptThatCannotBeginHasAnEndAndGivesItsPlaceBack() {
        Dispatch dispatch = dispatch(1, 9, 9);
        courier.broken = true;
        ship(dispatch, "as", 0, "a", "x");
        assertThat(ends).containsExactly("a Failed");
        courier.broken = false;
        ship(dispatch, "as", 0, "b", "x");
        assertThat(begun()).containsExactly("b");
    }

    @Test
    void nobodyWaitsWhoHasRoomHoweverAttemptsComeAndGo() {
        Dispatch dispatch = dispatch(6, 3, 2);
        Random random = new Random(7);
        List<String> shipped = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            List<String> running = running();
            if (!running.isEmpty() && random.nextBoolean()) {
                end(running.get(random.nextInt(running.size())));
            } else {
                String server = "s" + random.nextInt(4);
                String host = "h" + random.nextInt(5);
                String job = step + " " + server + " " + host;
                shipped.add(job);
                ship(dispatch, server, random.nextInt(3), job, host);
            }
            noWaitingAttemptHasRoom(dispatch, shipped);
        }
    }

    private void noWaitingAttemptHasRoom(Dispatch dispatch, List<String> shipped) {
        List<String> running = running();
        List<String> waiting = new ArrayList<>(shipped);
        waiting.removeAll(Set.copyOf(begun()));
        assertThat(dispatch.running()).isEqualTo(running.size()).isLessThanOrEqualTo(6);
        assertThat(dispatch.waiting()).isEqualTo(waiting.size());
        for (String job : waiting) {
            boolean room = running.size() < 6 && count(running, job, 1) < 3 && count(running, job, 2) < 2;
            assertThat(room)
                    .as("%s waits although it has room beside %s", job, running)
                    .isFalse();
        }
        assertThat(running)
                .allSatisfy(job -> assertThat(count(running, job, 1)).isLessThanOrEqualTo(3))
                .allSatisfy(job -> assertThat(count(running, job, 2)).isLessThanOrEqualTo(2));
    }

    /** How many of them have this word in common with the job: 1 for the application server, 2 for the destination. */
    private static long count(List<String> jobs, String job, int word) {
        return jobs.stream()
                .filter(other -> other.split(" ", -1)[word].equals(job.split(" ", -1)[word]))
                .count();
    }

    private List<String> running() {
        List<String> running = new ArrayList<>(begun());
        ends.forEach(end -> running.remove(end.substring(0, end.lastIndexOf(' '))));
        return running;
    }

    private Dispatch dispatch(int running, int perApplicationServer, int perDestination) {
        return new Dispatch(
                courier,
                new OverloadTerms(
                        running,
                        perApplicationServer,
                        perDestination,
                        100,
                        10,
                        Set.of(),
                        Duration.ofSeconds(1),
                        new OverloadTerms.BreakerTerms(0, Duration.ofSeconds(1))));
    }

    private Courier.Shipment ship(Dispatch dispatch, String sender, int priority, String job, String host) {
        return dispatch.of(new Sender(sender, new Priority(priority)), lane).ship(parcel(job, host), watcher(job));
    }

    private void end(String job) {
        courier.attempts.stream()
                .filter(attempt -> attempt.parcel.jobId().equals(job))
                .findFirst()
                .orElseThrow()
                .deliver(1);
        time.settle();
    }

    private List<String> begun() {
        return courier.attempts.stream().map(attempt -> attempt.parcel.jobId()).toList();
    }

    private Courier.Watcher watcher(String job) {
        return new Courier.Watcher() {
            @Override
            public void acknowledged(long octets) {}

            @Override
            public void ended(AttemptOutcome outcome) {
                ends.add(job + " " + outcome.getClass().getSimpleName());
            }
        };
    }

    private static Parcel parcel(String job, String host) {
        return new Parcel(
                job,
                new Parcel.Content.Recording("file://a.amr"),
                Optional.of(new Destination.Uri(host.isEmpty() ? "file://b.amr" : "http://" + host + "/b.amr")),
                Optional.empty(),
                false,
                true,
                false);
    }
}
