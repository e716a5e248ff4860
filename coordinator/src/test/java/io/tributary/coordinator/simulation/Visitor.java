package io.tributary.coordinator.simulation;

import io.tributary.coordinator.simulation.Messages.Answer;
import io.tributary.coordinator.simulation.Messages.Request;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.SessionLink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that takes part in nothing: it has a session, asks whichever member for an upload that is not there, and is revoked after a while.
 * It tries for some time whether it is out everywhere.
 */
final class Visitor {
    private static final String UPLOAD = "01890000-0000-7000-8000-000000000fff";
    private static final int REVOKED_UNTIL_MILLIS = 30_000;
    private static final int ASKS_ON_MILLIS = 8_000;

    final String name;
    private final World world;
    private @Nullable String token;
    private int openings;
    private long until = Long.MAX_VALUE;

    Visitor(int number, World world) {
        this.name = "v" + number;
        this.world = world;
    }

    void start() {
        world.time.in(world.random.between(1, 500), this::act);
        world.time.in(world.random.between(3_000, REVOKED_UNTIL_MILLIS), this::leave);
    }

    private void leave() {
        until = world.time.now() + ASKS_ON_MILLIS;
        world.anyMember().revoke(name);
    }

    private void act() {
        if (world.time.now() > until) {
            return;
        }
        String shown = token;
        Request request = shown == null ? opening() : new Messages.Asked(name, 1, UPLOAD);
        world.anyMember().receive(new Messages.Said(Optional.ofNullable(shown), request), this::hear);
        world.time.in(world.random.between(400, 1_000), this::act);
    }

    private Request opening() {
        String drawn = name + "-%019d".formatted(++openings);
        return new Messages.Open(name, drawn, new SessionLink(null, drawn));
    }

    private void hear(Answer answer) {
        switch (answer) {
            case Messages.Session(var opened) -> token = opened;
            case Messages.Refused(var reason) when reason == Reason.UNAUTHENTICATED || reason == Reason.SUPERSEDED ->
                    token = null;
            default -> {}
        }
    }
}
