package com.example.operatorreport;

import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunSummary;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints all runs of a coordinator, or the rounds of one. */
public final class OperatorReport {
    private final OperatorClient operator;
    private final PrintStream out;

    OperatorReport(OperatorClient operator, PrintStream out) {
        this.operator = operator;
        this.out = out;
    }

    /** Arguments: the coordinator's address, the file of an operator's token, and a run. The environment's CA names a ca.pem. */
    public static void main(String[] args) throws Exception {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: operator-report COORDINATOR TOKEN-FILE [RUN]");
            System.exit(2);
        }
        String authority = System.getenv("CA");
        ClientTls tls =
                authority == null ? ClientTls.USUAL : ClientTls.believing(Authorities.read(Path.of(authority)));
        OperatorReport report = new OperatorReport(
                new OperatorClient(URI.create(args[0]), Files.readString(Path.of(args[1])).strip(), tls), System.out);
        if (args.length == 3) {
            report.rounds(args[2]);
        } else {
            report.runs();
        }
    }

    /** A line a run, newest first. */
    void runs() throws IOException, InterruptedException, RejectedException {
        String after = "";
        do {
            RunPage page = operator.runs(after);
            for (RunSummary run : page.runs()) {
                out.printf("%s  %-20s  %-8s  round %d of %d%n", run.run(), run.name(), run.status(), run.round(),
                        run.rounds());
            }
            after = page.next() == null ? "" : page.next();
        } while (!after.isEmpty());
    }

    /** A line a closed round, oldest first. */
    void rounds(String run) throws IOException, InterruptedException, RejectedException {
        for (RoundView round : operator.view(run).history()) {
            out.printf("round %d  %-9s  %d accepted, %d dropped, %d bytes up, model version %d%n", round.round(),
                    round.outcome().code(), round.reports().accepted(), round.reports().dropped(),
                    round.traffic().bytesUp(), round.model().version());
        }
    }
}
