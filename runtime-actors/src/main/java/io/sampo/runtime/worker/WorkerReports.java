/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.protocol.MessageSize;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** What a worker tells its job master: in order, counted, and none too large. */
final class WorkerReports {
    private final AttemptWorker.Props props;
    private final ActorRef<AttemptWorker.Command> worker;
    private final ActorSystem<?> system;

    /** How much the subtasks have told, and was passed on. */
    private long told;

    /** What the first channel broke of. */
    private @Nullable StreamException broken;

    WorkerReports(
            AttemptWorker.Props props,
            ActorRef<AttemptWorker.Command> worker,
            ActorSystem<?> system) {
        this.props = props;
        this.worker = worker;
        this.system = system;
    }

    private ActorRef<?> startedBy() {
        ActorRef<?> asked = props.startedBy();
        return asked == null ? worker : asked;
    }

    void deployed(Map<SubtaskId, ActorRef<SubtaskActor.Command>> subtasks) {
        tell(new WorkerEvent.Deployed(props.attempt(), startedBy(), worker, subtasks));
    }

    void notDeployed(Throwable cause) {
        tell(new WorkerEvent.NotDeployed(props.attempt(), startedBy(), cause));
    }

    void pass(SubtaskEvent event) {
        told++;
        tell(new WorkerEvent.FromSubtask(fitting(event)));
    }

    /** Of what subtasks tell, only a snapshot has no bound: operators keep lists in it. */
    private SubtaskEvent fitting(SubtaskEvent event) {
        if (!props.isShare() || !(event instanceof SubtaskEvent.SnapshotStored stored)) {
            return event;
        }
        try {
            MessageSize.check(
                    system,
                    stored,
                    "operator lists of a subtask; a higher parallelism divides them");
            return stored;
        } catch (StreamException tooLarge) {
            return new SubtaskEvent.SnapshotDeclined(
                    stored.subtask(), stored.attempt(), stored.checkpointId(), tooLarge);
        }
    }

    /** Notes why a channel broke, which {@link #tellBroken} tells. */
    void noteBroken(StreamException cause) {
        if (broken == null) {
            broken = cause;
        }
    }

    /** Again and again: nothing else would show that it was lost on its way. */
    void tellBroken() {
        if (broken != null) {
            tell(new WorkerEvent.ChannelBroken(props.attempt(), broken));
        }
    }

    void progress() {
        tell(
                new WorkerEvent.Progress(
                        props.attempt(),
                        startedBy(),
                        worker,
                        told,
                        SubtaskReport.of(props.job(), props.services().metrics().snapshot())));
    }

    void ended(@Nullable WorkerResults results) {
        tell(new WorkerEvent.Ended(props.attempt(), worker, results));
    }

    private void tell(WorkerEvent event) {
        props.master().tell(event);
    }
}
