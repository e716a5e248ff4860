package io.tributary.client.event;

import java.time.Instant;
import java.util.Optional;

/**
 * What a client does at a moment. Immutable.
 *
 * @param activity what it is about
 * @param phase its newest step
 * @param run id of the run, empty where none is meant
 * @param round of the run, 1-based; 0 where none is meant
 * @param since when the activity began
 * @param failure the newest failure; empty once a step ended well after it
 */
public record ClientState(Activity activity, Phase phase, String run, int round, Instant since,
        Optional<Exception> failure) {
    /** What a client is about. */
    public enum Activity {
        /** It was not started yet. */
        NEW,
        /** It enrols, opens a session or asks for work. */
        CONNECTING,
        /** It is connected, and waits until it is chosen. */
        WAITING,
        /** It does not take part now: {@link ClientEvent.Ineligible} said what is missing. */
        INELIGIBLE,
        /** It works for a round, or brings the model of an ended run. */
        WORKING,
        /** It has ended. */
        ENDED
    }

    /** Before it is started. */
    public static ClientState begin(Instant now) {
        return new ClientState(Activity.NEW, Phase.LOAD, "", 0, now, Optional.empty());
    }

    /** After an event. */
    public ClientState after(ClientEvent event, Instant now) {
        Activity next = activityAfter(event);
        return new ClientState(next, event.phase(), event.run(), event.round(), next == activity ? since : now,
                event instanceof ClientEvent.Failed failed ? Optional.of(failed.cause())
                        : event instanceof ClientEvent.Started ? failure : Optional.empty());
    }

    private Activity activityAfter(ClientEvent event) {
        if (event instanceof ClientEvent.Waiting) {
            return Activity.WAITING;
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
        return phase == Phase.ENROL || phase == Phase.CHECK_IN ? Activity.CONNECTING : Activity.WORKING;
    }
}
