package org.voxpost.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.OutcomeView;
import org.voxpost.app.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost transfers}: the jobs of the server, and what became of them. */
@Command(
        name = "transfers",
        description =
                "Shows the jobs of the server and what became of them; asks the server, or its journal when it does"
                        + " not run.",
        mixinStandardHelpOptions = true)
final class TransfersCommand implements Runnable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    /** {@code transfers} alone is {@code transfers list}. */
    @Override
    public void run() {
        list(20, List.of(), "");
    }

    @Command(name = "list", description = "The newest jobs, one a line.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = {"-n", "--last"},
                            defaultValue = "20",
                            description = "How many, 1 to 1000. Default: ${DEFAULT-VALUE}.")
                    int count,
            @Option(
                            names = "--state",
                            split = ",",
                            paramLabel = "STATE",
                            description = "Only accepted, running, delivered or finished ones.")
                    List<String> states,
            @Option(
                            names = "--key",
                            defaultValue = "",
                            paramLabel = "KEY",
                            description = "Only those that the application server called so.")
                    String key) {
        try (JobDesk desk = desk()) {
            List<JobView> jobs = desk.list(count, states == null ? List.of() : states, key);
            if (jobs.isEmpty()) {
                out().println("No jobs in " + desk.where());
            }
            jobs.forEach(job -> out().println(Words.printable(line(job))));
        }
        return 0;
    }

    @Command(name = "show", description = "Everything about one job.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.") String id) {
        try (JobDesk desk = desk()) {
            print(desk.show(id));
        }
        return 0;
    }

    @Command(
            name = "cancel",
            description = "Gives a job up; its outcome is that it was terminated.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.") String id) {
        try (JobDesk desk = desk()) {
            out().println("Cancelling " + Words.printable(desk.cancel(id).id()));
        }
        return 0;
    }

    @Command(
            name = "retry",
            description = "Tries a job that failed once more, as a new job; the outcome of the old one stands.",
            mixinStandardHelpOptions = true)
    int retry(@Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.") String id) {
        try (JobDesk desk = desk()) {
            JobView job = desk.retry(id);
            out().println("Trying " + Words.printable(job.retryOf() + " again as " + job.id()));
        }
        return 0;
    }

    private void print(JobView job) {
        field("job", job.id());
        field("state", job.state());
        if (job.retryOf() != null) {
            field("retry of", job.retryOf());
        }
        field("dialog", job.dialog());
        field("call", job.callId() + " from " + job.caller());
        if (job.key() != null) {
            field("key", job.key());
        }
        field("object", job.objectId());
        field("source", job.source() + (job.deleteSource() ? ", to be deleted" : ""));
        field("destination", job.destination());
        if (job.sha256() != null) {
            field("content", Words.bytes(job.size()) + ", SHA-256 " + job.sha256());
        }
        field("accepted", job.acceptedAt() + " on " + job.node());
        field("attempts", Integer.toString(job.attempts()));
        OutcomeView outcome = job.outcome();
        if (outcome != null) {
            field(
                    "end",
                    outcome.end() + ", status " + outcome.status()
                            + (outcome.reason().isEmpty() ? "" : ": " + outcome.reason()));
            field("delivered", Words.bytes(outcome.octets()));
            field("finished", outcome.at() + ", after " + Words.duration(Duration.ofMillis(outcome.durationMs())));
        }
    }

    private void field(String name, String value) {
        out().println(String.format(Locale.ROOT, "%-12s", name) + Words.printable(value));
    }

    private static String line(JobView job) {
        OutcomeView outcome = job.outcome();
        String time = TIME.format((outcome == null ? job.acceptedAt() : outcome.at()).atZone(ZoneId.systemDefault()));
        if (outcome == null) {
            return time + "  " + String.format(Locale.ROOT, "%-9s", job.state()) + "  " + job.id() + "  "
                    + job.source();
        }
        boolean good = outcome.status() == 200;
        return time + "  " + (good ? "ok       " : "FAILED   ") + "  " + job.id() + "  " + Words.bytes(outcome.octets())
                + "  "
                + Words.duration(Duration.ofMillis(outcome.durationMs())) + "  " + job.source()
                + (good ? "" : "  " + outcome.status() + " " + outcome.reason());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private JobDesk desk() {
        try {
            return JobDesk.of(options.load(), Home.directory());
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
