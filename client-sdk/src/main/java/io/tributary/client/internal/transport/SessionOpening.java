package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.PossessionProof;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Shows a proof of possession, and once more if the coordinator wants another nonce in it (RFC 9449 section 8): every coordinator draws its
 * own, and draws anew when it starts. The nonce and the time of the last answer are remembered for the next proof. Thread-safe.
 */
final class SessionOpening {
    private final String address;
    private volatile Optional<String> nonce = Optional.empty();

    /** Makes no call yet. */
    SessionOpening(String address) {
        this.address = address;
    }

    /** Sends the request with a proof. */
    @FunctionalInterface
    interface Call {
        Answer send(String proof) throws RejectedException, TransportException, InterruptedException;
    }

    /** The last answer, whatever it is. */
    Answer open(ProofMaker proofs, Call call) throws RejectedException, TransportException, InterruptedException {
        Answer answer = ask(proofs, call);
        return Reason.USE_DPOP_NONCE.code().equals(answer.header("tributary-reason")) ? ask(proofs, call) : answer;
    }

    private Answer ask(ProofMaker proofs, Call call)
            throws RejectedException, TransportException, InterruptedException {
        Answer answer = call.send(proofs.proof(address, nonce));
        String told = answer.header("dpop-nonce");
        if (told != null && PossessionProof.isNonce(told)) {
            nonce = Optional.of(told);
        }
        date(answer).ifPresent(proofs::heard);
        return answer;
    }

    /** RFC 9110 section 6.6.1; empty if it is missing or unreadable. */
    private static Optional<Instant> date(Answer answer) {
        String date = answer.header(HttpHeaders.DATE);
        try {
            return date == null ? Optional.empty()
                    : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
