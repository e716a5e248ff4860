package io.tributary.cli;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Messages;
import io.tributary.experiments.UserError;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.experiments.process.SystemFaults;
import io.tributary.operator.UnreachableException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plugin.PlugInException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns exceptions into messages and exit codes.
 *
 * @param debug whether stack traces are shown
 */
record Failures(boolean debug) implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** A command line that makes no sense. */
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        Messages.say(command.getErr(), String.valueOf(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        Messages.say(command.getErr(), "see: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USER_ERROR;
    }

    /** A command that threw. */
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        Throwable failure = unwrap(thrown);
        PrintWriter err = command.getErr();
        if (debug) {
            failure.printStackTrace(err);
            err.flush();
        }
        return switch (failure) {
            case UserError error -> {
                Messages.say(err, error.getMessage());
                yield ExitCode.USER_ERROR;
            }
            case PlugInException unusable -> {
                Messages.say(err, String.valueOf(unusable.getMessage()));
                yield ExitCode.USER_ERROR;
            }
            case UnreachableException unreachable -> {
                Messages.say(err, String.valueOf(unreachable.getMessage()));
                yield ExitCode.USER_ERROR;
            }
            case RejectedException refused -> {
                Messages.say(err, "refused: " + refused.reason().code() + ": " + refused.detail());
                hint(refused.reason()).ifPresent(hint -> Messages.say(err, hint));
                yield refused.reason().status() / 100 == 4 ? ExitCode.USER_ERROR : ExitCode.FAILED;
            }
            case RunFailedException failed -> {
                Messages.say(err, String.valueOf(failed.getMessage()));
                yield ExitCode.FAILED;
            }
            case InterruptedException _ -> {
                Messages.say(err, "stopped");
                yield ExitCode.INTERRUPTED;
            }
            case IllegalStateException ending when "Shutdown in progress".equals(ending.getMessage()) -> {
                Messages.say(err, "stopped"); // by Ctrl-C, while something was being started
                yield ExitCode.INTERRUPTED;
            }
            default -> {
                Optional<String> words = SystemFaults.words(failure);
                if (words.isPresent()) {
                    Messages.say(err, words.get());
                    yield ExitCode.USER_ERROR;
                }
                Messages.say(err, "unexpected failure: " + describe(failure));
                if (!debug) {
                    Messages.say(err, "TRIBUTARY_DEBUG=1 shows where it happened");
                }
                yield ExitCode.FAILED;
            }
        };
    }

    /** What would be right, where the refusal does not say it. */
    private static Optional<String> hint(Reason reason) {
        return Optional.ofNullable(switch (reason) {
            case UNAUTHENTICATED ->
                    "show an operator's token: --token-file FILE, such as admin.token in the coordinator's "
                            + "directory";
            case FORBIDDEN -> "ask an admin for a token with that role";
            case NOT_FOUND -> "what there is: ./tributary runs list, ./tributary devices list, ./tributary models list";
            case WRONG_SIGNER -> "the signer's public key must be the one that is pinned: owners: in the coordinator's "
                    + "config, or trust.json in the folder trust";
            default -> null;
        });
    }

    /** What another thread threw, rather than that it did. */
    private static Throwable unwrap(Throwable thrown) {
        boolean wrapper = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapper && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
    }

    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(one(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append("\n  because of ").append(one(cause));
        }
        return text.toString();
    }

    private static String one(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }
}
