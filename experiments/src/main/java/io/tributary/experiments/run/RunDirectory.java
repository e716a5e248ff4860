package io.tributary.experiments.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.deployment.ExperimentClock;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a run keeps beside its report until it has finished, so that it goes on after whatever ended it: the config as it was read, the key
 * that signs its plan, and the directories of coordinator and devices. One process at a time.
 */
final class RunDirectory implements AutoCloseable {
    static final String NAME = ".run";
    private static final String CONFIG = "experiment.yaml";
    private static final String FACTS = "run.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;
    private final Facts facts;
    private final ConfigText config;
    private final RunTime time;
    private final DirectoryLock lock;

    private RunDirectory(Path path, Facts facts, ConfigText config, RunTime time, DirectoryLock lock) {
        this.path = path;
        this.facts = facts;
        this.config = config;
        this.time = time;
        this.lock = lock;
    }

    /**
     * What is written once, at the start.
     *
     * @param config its file, as the user named it
     * @param workingDirectory where relative paths of the config begin
     * @param plan SHA-256 of the plan, which says of the data what matters
     * @param began on the experiment's clock, in milliseconds
     */
    record Facts(String config, List<String> overrides, boolean processes, String workingDirectory, String plan,
            long began) {}

    /** Begins one in a folder that is there. What another run left in it is deleted. */
    static RunDirectory begin(Path out, ConfigText config, boolean processes, Sha256 plan)
            throws IOException, RunFolderException {
        Path path = out.resolve(NAME);
        DirectoryLock lock = alone(Files.createDirectories(path), out);
        boolean begun = false;
        try {
            Deletion.of(path, kept -> kept.equals(path) || kept.equals(path.resolve(DirectoryLock.NAME)));
            Facts facts = new Facts(config.name(), config.overrides(), processes, workingDirectory(), plan.hex(),
                    Instant.now().toEpochMilli());
            DurableFile.replace(path.resolve(CONFIG), config.text().getBytes(StandardCharsets.UTF_8));
            KeyFile.signing(owner(path));
            DurableFile.replace(path.resolve(FACTS), JSON.writeValueAsBytes(facts)); // last: from here on it can be resumed
            begun = true;
            return new RunDirectory(path, facts, config, RunTime.begun(path), lock);
        } finally {
            if (!begun) {
                lock.close();
            }
        }
    }

    /** Takes up the one of a folder. */
    static RunDirectory resume(Path out) throws IOException, RunFolderException {
        Path path = out.resolve(NAME);
        if (!Files.exists(path.resolve(FACTS))) {
            throw new RunFolderException(out + " holds no run that can go on: there is no " + path.resolve(FACTS)
                    + "; give the folder of a run that was stopped, or start one: ./tributary run CONFIG.yaml");
        }
        DirectoryLock lock = alone(path, out);
        boolean taken = false;
        try {
            Facts facts = JSON.readValue(path.resolve(FACTS).toFile(), Facts.class);
            ConfigText config =
                    new ConfigText(facts.config(), Files.readString(path.resolve(CONFIG)), facts.overrides());
            RunTime time = RunTime.resumed(path);
            taken = true;
            return new RunDirectory(path, facts, config, time, lock);
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    private static DirectoryLock alone(Path path, Path out) throws IOException, RunFolderException {
        return DirectoryLock.tryTake(path).orElseThrow(() -> new RunFolderException(out
                + " is in use by a run that is under way in another process; wait for it, or give this one a folder of its "
                + "own: --out DIR"));
    }

    private static String workingDirectory() {
        return Path.of("").toAbsolutePath().toString();
    }

    private static Path owner(Path path) {
        return path.resolve("owner.key");
    }

    Path path() {
        return path;
    }

    /** The config as it was read at the start. */
    ConfigText config() {
        return config;
    }

    /** The same as a file, for other processes. */
    Path configFile() {
        return path.resolve(CONFIG);
    }

    boolean processes() {
        return facts.processes();
    }

    /** The key that signs the plan. */
    SigningKey owner() throws IOException {
        return KeyFile.existingSigning(owner(path));
    }

    RunTime time() {
        return time;
    }

    ExperimentClock clock() {
        return time.clock();
    }

    /** How long the run has been played, in seconds. */
    double seconds() {
        return Math.max(0, clock().millis() - facts.began()) / 1e3;
    }

    /** Fails if the data, or the program, makes another plan than at the start: the run could not go on with it. */
    void requireSame(Sha256 plan) throws RunFolderException {
        if (!plan.hex().equals(facts.plan())) {
            throw new RunFolderException("what " + config.name() + " comes to is not what the run in "
                    + path.getParent()
                    + " began with: its data, or this program, has changed since; put back what was there, or start anew");
        }
    }

    /** What to say if the config's data is not found: perhaps it was looked for from the wrong place. */
    String whereFrom() {
        return facts.workingDirectory().equals(workingDirectory()) ? ""
                : "; the run began in " + facts.workingDirectory()
                        + ", where relative paths of its config begin: go there first";
    }

    /** Deletes it all: the run has finished. */
    void delete() throws IOException {
        Deletion.of(path, kept -> false);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
