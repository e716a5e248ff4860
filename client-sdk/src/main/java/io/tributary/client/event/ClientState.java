package io.tributary.client.event;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client does at a moment. Immutable.
 *
 * @param activity what it is about
 * @param phase its newest step
 * @param run id of the run, empty where none is meant; where it waits between runs, the one that has ended
 * @param round of the run, 1-based; 0 where none is meant
 * @param since when the activity began
 * @param failure the newest failure; empty once a step ended well after it
 * @param end why it ended; empty while it has not
 */
public record ClientState(Activity activity, Phase phase, String run, int round, Instant since,
        Optional<Exception> failure, Optional<ClientEvent.Ended> end) {
    /** What a client is about. */
    public enum Activity {
        /** It was not started yet. */
        NEW,
        /** It enrols, opens a session or asks for work. */
        CONNECTING,
        /** It is connected, and waits until it is chosen. */
        WAITING,
        /** It is connected, has heard that a run has ended, and waits for the next one. */
        BETWEEN_RUNS,
        /** It does not take part now: {@link ClientEvent.Ineligible} said what is missing. */
        INELIGIBLE,
        /** It fetches, seals or declines, or brings the model of an ended run. */
        WORKING,
        /** It trains for the round. */
        TRAINING,
        /** It uploads the sealed update of the round, or reports it. */
        UPLOADING,
        /** It has ended: {@link ClientState#end} says why. */
        ENDED
    }

    /** Before it is started. */
    public static ClientState begin(Instant now) {
        return new ClientState(Activity.NEW, Phase.LOAD, "", 0, now, Optional.empty(), Optional.empty());
    }

    /** After an event. */
    public ClientState after(ClientEvent event, Instant now) {
        Activity next = activityAfter(event);
        return new ClientState(next, event.phase(), event.run(), event.round(), next == activity ? since : now,
                failureAfter(event), event instanceof ClientEvent.Ended ended ? Optional.of(ended) : end);
    }

    /** In words, such as {@code training in round 3 of run 01890a5d-ac96-774b-bcce-b302099a8057}. */
    public String words() {
        String what = activity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String why = end.map(ended -> ": " + ended.why() + ", " + ended.detail()).orElse("");
        if (run.isEmpty()) {
            return what + why;
        }
        return what
                + (activity == Activity.BETWEEN_RUNS ? ", after run " : round > 0 ? " in round " + round + " of run "
                        : " for run ")
                + run + why;
    }

    private Optional<Exception> failureAfter(ClientEvent event) {
        if (event instanceof ClientEvent.Failed failed) {
            return Optional.of(failed.cause());
        }
        return event instanceof ClientEvent.Started || event instanceof ClientEvent.Declined
                || event instanceof ClientEvent.Ended ? failure : Optional.empty();
    }

    private Activity activityAfter(ClientEvent event) {
        if (event instanceof ClientEvent.Waiting) {
            return event.run().isEmpty() ? Activity.WAITING : Activity.BETWEEN_RUNS;
        }
        if (event instanceof ClientEvent.Ineligible) {
            return Activity.INELIGIBLE;
        }
        if (event instanceof ClientEvent.Ended) {
            return Activity.ENDED;
        }
        if (event instanceof ClientEvent.Failed) {
            return activity == Activity.NEW ? Activity.NEW : Activity.CONNECTING;
        }
        return begun(event.phase());
    }

    private static Activity begun(Phase phase) {
        if (phase == Phase.ENROL || phase == Phase.CHECK_IN) {
            return Activity.CONNECTING;
        }
        if (phase == Phase.TRAIN) {
            return Activity.TRAINING;
        }
        return phase == Phase.UPLOAD || phase == Phase.REPORT ? Activity.UPLOADING : Activity.WORKING;
    }
}
