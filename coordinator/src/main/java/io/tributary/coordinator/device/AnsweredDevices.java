package io.tributary.coordinator.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Devices that have answered the newest round, which the round itself hears of only when it comes to their events: a device that
 * checks in again at once must not be given the round a second time. Thread-safe.
 */
final class AnsweredDevices {
    private volatile Answers newest = new Answers("", 0, Set.of());

    private record Answers(String run, int round, Set<String> devices) {
        boolean of(String otherRun, int otherRound) {
            return run.equals(otherRun) && round == otherRound;
        }
    }

    synchronized void add(String run, int round, String device) {
        if (!newest.of(run, round)) {
            newest = new Answers(run, round, ConcurrentHashMap.newKeySet());
        }
        newest.devices().add(device);
    }

    boolean contains(String run, int round, String device) {
        Answers answers = newest;
        return answers.of(run, round) && answers.devices().contains(device);
    }
}
