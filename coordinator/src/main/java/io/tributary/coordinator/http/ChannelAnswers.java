package io.tributary.coordinator.http;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.http.entrance.Problems;
import io.tributary.coordinator.http.entrance.RequestLimits;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ChannelQuestion;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Future;

/** Answers questions of channels as posts are answered: the same handler, limits, refusals and audit. Thread-safe. */
final class ChannelAnswers {
    private final MessageHandler messages;
    private final RequestLimits limits;
    private final DeviceSightings sightings;
    private final AuditedRequests audited;

    ChannelAnswers(MessageHandler messages, RequestLimits limits, DeviceSightings sightings,
            AuditedRequests audited) {
        this.messages = messages;
        this.limits = limits;
        this.sightings = sightings;
        this.audited = audited;
    }

    /**
     * The answer, or the refusal. Blocks on storage.
     *
     * @throws RejectedException if there is no number to answer to
     */
    ChannelReply reply(ChannelPass pass, byte[] json) throws RejectedException {
        int number = ChannelQuestion.numberOf(json);
        try {
            pass.session().require();
            limits.requireDevice(pass.device());
            sightings.saw(pass.device());
            ChannelQuestion question = WireJson.readMessage(json, ChannelQuestion.class);
            return new ChannelReply.Answer(number, messages.answer(pass.device(), question.message()));
        } catch (RejectedException | RuntimeException failure) {
            return refusal(pass, number, Problems.of(failure));
        }
    }

    /** What is said to a question that could not be looked at, such as when too many are in work; fails if it has no number to answer to. */
    static Future<ChannelReply> refused(byte[] json, Throwable why) {
        try {
            return Future.succeededFuture(new ChannelReply.Refusal(ChannelQuestion.numberOf(json), Problems.of(why)));
        } catch (RejectedException numberless) {
            return Future.failedFuture(numberless);
        }
    }

    private ChannelReply refusal(ChannelPass pass, int number, Problem problem) {
        if (problem.code().isDenial()) {
            audited.denied(
                    new AuditAction("device:" + pass.device(), "device", pass.address(), "GET " + ChannelRoute.PATH,
                            ""),
                    problem);
        }
        return new ChannelReply.Refusal(number, problem);
    }

    /** Whether a device has answered the round, by whatever transport. */
    boolean answered(ChannelPass pass) {
        return messages.hasAnswered(pass.run(), pass.round(), pass.device());
    }
}
