package org.voxpost.engine.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.DialogElement;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Handler;

/**
 * A {@code <group>} (RFC 5707 §9.8): its children start together whatever the topology, which only says how media would
 * flow between them, and it is over when all of them are.
 */
final class GroupActivity implements Activity {

    private final Group group;
    private final Scope scope;
    private final List<Activity> running = new ArrayList<>();
    private boolean starting;
    private boolean silenced;

    GroupActivity(Group group, Scope scope, Activities activities) {
        this.group = group;
        this.scope = scope;
        for (DialogElement.Executable child : group.children()) {
            if (!activities.done(child)) {
                running.add(activities.of(child, new ChildScope()));
            }
        }
    }

    @Override
    public void start() {
        starting = true;
        List.copyOf(running).forEach(activity -> {
            if (!silenced) {
                activity.start();
            }
        });
        starting = false;
        endIfAllEnded();
    }

    @Override
    public boolean answersTo(String target) {
        return Activity.means(target, "group", group.id())
                || running.stream().anyMatch(activity -> activity.answersTo(target));
    }

    /** An event for a child goes to it; {@code terminate} for the group goes to all (RFC 5707 §9.8.1). */
    @Override
    public void event(String target, String name) {
        List<Activity> addressed =
                running.stream().filter(activity -> activity.answersTo(target)).toList();
        addressed.forEach(activity -> activity.event(target, name));
        if (addressed.isEmpty()
                && EventNames.longestMatch(name, List.of("terminate")).isPresent()) {
            terminate(Parting.AT_ONCE);
        }
    }

    @Override
    public void terminate(Parting how) {
        List.copyOf(running).forEach(activity -> activity.terminate(how));
    }

    @Override
    public boolean cancel(String job) {
        return List.copyOf(running).stream().anyMatch(activity -> activity.cancel(job));
    }

    @Override
    public void orphan() {
        List.copyOf(running).forEach(Activity::orphan);
    }

    @Override
    public void park() {
        running.forEach(Activity::park);
    }

    @Override
    public void silence() {
        silenced = true;
        List.copyOf(running).forEach(Activity::silence);
    }

    private void endIfAllEnded() {
        if (running.isEmpty() && !starting && !silenced && scope.run(group.onExit())) {
            scope.completed(this);
        }
    }

    /** What the children see: everything of the group's own scope, but their end is the group's business. */
    private final class ChildScope implements Scope {

        @Override
        public void set(Optional<String> id, String variable, String value) {
            scope.set(id, variable, value);
        }

        @Override
        public boolean run(Handler handler) {
            return scope.run(handler);
        }

        @Override
        public CompletionStage<?> told() {
            return scope.told();
        }

        @Override
        public void completed(Activity activity) {
            running.remove(activity);
            endIfAllEnded();
        }

        @Override
        public void failed(int status, String description) {
            scope.failed(status, description);
        }
    }
}
