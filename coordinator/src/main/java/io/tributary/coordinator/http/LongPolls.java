package io.tributary.coordinator.http;

import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.selection.CheckIns;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.selection.HeldCheckIns.Hold;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Answers check-ins that wait: as soon as there is something to answer, or when their time is over. What is held has no thread and no
 * place among the requests in work, but its connection and one of the places of {@link HeldCheckIns}.
 */
final class LongPolls {
    /** Devices that came together shall not come together again and again. */
    private static final double LEAST_OF_THE_TIME = 0.8;
    private final MessageHandler messages;
    private final CheckIns checkIns;
    private final Guard guard;
    private final Background background;
    private final Draining draining;
    private final RandomGenerator random;

    LongPolls(MessageHandler messages, Guard guard, Background background, Draining draining, RandomGenerator random) {
        this.messages = messages;
        this.checkIns = messages.checkIns();
        this.guard = guard;
        this.background = background;
        this.draining = draining;
        this.random = random;
    }

    /** Holds a check-in of the device that the session belongs to; if no place is left, answers at once. */
    void answer(RoutingContext request, DeviceMessage.CheckIn checkIn) {
        Optional<Hold> hold = checkIns.held().hold(checkIn.device());
        if (hold.isPresent()) {
            new Poll(request, guard.sessionOf(request), checkIn, hold.get()).begin();
        } else {
            background.answer(request, Pool.DEVICES, () -> Reply.json(200, messages.answer(checkIn.device(), checkIn)));
        }
    }

    private synchronized long millis(DeviceMessage.CheckIn checkIn) {
        long most = Math.min(checkIn.patience().toMillis(), HeldCheckIns.LONGEST.toMillis());
        return Math.max(1, Math.round(most * random.nextDouble(LEAST_OF_THE_TIME, 1)));
    }

    /** One of them. Everything happens on its event loop but looking for work. */
    private final class Poll {
        private final RoutingContext request;
        private final ChannelPass.Session session;
        private final DeviceMessage.CheckIn checkIn;
        private final Hold hold;
        private final Context context;
        private boolean timeIsUp;
        private boolean answered;

        Poll(RoutingContext request, ChannelPass.Session session, DeviceMessage.CheckIn checkIn, Hold hold) {
            this.request = request;
            this.session = session;
            this.checkIn = checkIn;
            this.hold = hold;
            this.context = request.vertx().getOrCreateContext();
        }

        void begin() {
            long timer = request.vertx().setTimer(millis(checkIn), _ -> {
                timeIsUp = true;
                hold.wake();
            });
            request.addEndHandler(_ -> {
                request.vertx().cancelTimer(timer);
                ended();
            });
            look();
        }

        /** A device whose connection ended without an answer is not there to be chosen. */
        private void ended() {
            if (hold.end() && !answered) {
                answered = true;
                checkIns.remove(checkIn.device());
            }
        }

        private void look() {
            background.attempt(request.vertx(), Pool.POLLS, () -> {
                session.require();
                draining.requireNot();
                return messages.work(checkIn);
            }).onComplete(this::looked);
        }

        private void looked(AsyncResult<Optional<CoordinatorMessage>> found) {
            if (answered) {
                return;
            }
            if (found.failed()) {
                answered = true;
                hold.end();
                request.fail(found.cause());
            } else if (found.result().isPresent()) {
                send(found.result().get());
            } else if (timeIsUp || !hold.isNewest()) {
                send(messages.later(timeIsUp));
            } else {
                CompletableFuture<Void> _ = hold.woken().thenRun(() -> context.runOnContext(_ -> {
                    hold.again();
                    look();
                }));
            }
        }

        private void send(CoordinatorMessage message) {
            answered = true;
            hold.end();
            background.send(request, Reply.json(200, message));
        }
    }
}
