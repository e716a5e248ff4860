package io.tributary.cli.plan;

import io.tributary.cli.console.CommandException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A plan as its owner signed it, as a file of its JSON. Immutable.
 *
 * @param document what was signed
 * @param plan what it says
 */
public record SignedPlan(SignedDocument document, RunPlan plan) {
    /** A coordinator's clock may be so far behind that of the machine that signs. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /**
     * Signs a plan for some runs, to be started from now on.
     *
     * @param length how long
     * @param runs how many
     * @throws CommandException if the number is out of range
     */
    public static SignedPlan sign(RunPlan plan, SigningKey owner, Duration length, int runs) throws CommandException {
        try {
            RunPlan used = plan.toBuilder()
                    .use(PlanUse.of(Instant.now().minus(CLOCKS), length.plus(CLOCKS), runs)).build();
            return new SignedPlan(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(used)), used);
        } catch (IllegalArgumentException outOfRange) {
            throw new CommandException("--runs: " + outOfRange.getMessage(), outOfRange);
        }
    }

    /**
     * Reads a file; whether the signature is good is for the coordinator to say.
     *
     * @throws CommandException if it cannot be read or holds no signed plan
     */
    public static SignedPlan read(Path file) throws CommandException {
        try {
            SignedDocument document =
                    WireJson.readDocument(BoundedFile.read(file, WireJson.MAX_ENVELOPE), SignedDocument.class);
            return new SignedPlan(document, WireJson.readDocument(document.payload(), RunPlan.class));
        } catch (IOException missing) {
            throw new CommandException(
                    file + " cannot be read (" + missing + "); ./tributary plan sign makes such a file",
                    missing);
        } catch (RejectedException wrong) {
            throw new CommandException(file + " holds no signed plan: " + wrong.getMessage()
                    + "; ./tributary plan sign makes such a file", wrong);
        }
    }

    byte[] bytes() {
        return WireJson.write(document);
    }
}
