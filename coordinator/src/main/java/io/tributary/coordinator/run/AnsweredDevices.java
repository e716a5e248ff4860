package io.tributary.coordinator.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.round.RoundEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Devices that have answered the newest round of their run. The round itself learns of an answer only when it comes to that event: until
 * then a device that checks in again must not be given the round a second time. Thread-safe.
 */
final class AnsweredDevices {
    private static final int MOST_RUNS = 1_000;
    private final Cache<String, Answers> newest = Caffeine.newBuilder().maximumSize(MOST_RUNS).executor(Runnable::run)
            .build();

    private record Answers(int round, Set<String> devices) {}

    /** Notes who answered, if the event says that somebody did. */
    void note(String run, RoundEvent event) {
        switch (event) {
            case RoundEvent.UpdateAccepted accepted -> add(run, accepted.round(), accepted.device());
            case RoundEvent.Declined declined -> add(run, declined.round(), declined.device());
            default -> {} // nothing that a device said
        }
    }

    void add(String run, int round, String device) {
        newest.asMap().compute(run, (_, known) -> known == null || known.round() != round
                ? new Answers(round, ConcurrentHashMap.newKeySet())
                : known).devices().add(device);
    }

    boolean contains(String run, int round, String device) {
        Answers answers = newest.getIfPresent(run);
        return answers != null && answers.round() == round && answers.devices().contains(device);
    }
}
