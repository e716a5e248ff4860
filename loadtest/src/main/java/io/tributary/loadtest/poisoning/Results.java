package io.tributary.loadtest.poisoning;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured so far. Immutable.
 *
 * @param settings all that scores depend on but the rules and attacks themselves: experiment, replaced values, attackers
 * @param scores in the order in which they were measured
 * @param withoutEnd matches that have no score, in the order in which they were played
 */
record Results(List<String> settings, List<Score> scores,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<MatchWithoutEnd> withoutEnd) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    static final String FILE = "results.json";

    Results {
        settings = List.copyOf(settings);
        scores = List.copyOf(scores);
        withoutEnd = List.copyOf(withoutEnd);
    }

    /** Those of a suite that none was measured of. */
    static Results none(Suite suite) throws IOException {
        return new Results(settings(suite), List.of(), List.of());
    }

    private static List<String> settings(Suite suite) throws IOException {
        List<String> settings = new ArrayList<>(List.of(Files.readString(Path.of(suite.experiment()))));
        settings.addAll(suite.set());
        settings.add("attackers " + suite.attackers() + ", trusted " + suite.trusted());
        return settings;
    }

    /**
     * What an earlier call left in a folder; none if there is nothing.
     *
     * @throws IOException if it cannot be read, or was measured with other settings
     */
    static Results resume(Suite suite, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return none(suite);
        }
        Results found = JSON.readValue(file.toFile(), Results.class);
        if (!found.settings().equals(settings(suite))) {
            throw new IOException(file + " was measured with another experiment, other values or other attackers; "
                    + "give another folder, or take this one away");
        }
        return found;
    }

    Optional<Score> find(String rule, String attack) {
        return scores.stream().filter(score -> score.rule().equals(rule) && score.attack().equals(attack)).findFirst();
    }

    Optional<MatchWithoutEnd> findUnended(String rule, String attack) {
        return withoutEnd.stream().filter(match -> match.rule().equals(rule) && match.attack().equals(attack))
                .findFirst();
    }

    boolean isPlayed(String rule, String attack) {
        return find(rule, attack).isPresent() || findUnended(rule, attack).isPresent();
    }

    Results with(Score score) {
        return new Results(settings, Stream.concat(scores.stream(), Stream.of(score)).toList(), withoutEnd);
    }

    Results with(MatchWithoutEnd match) {
        return new Results(settings, scores, Stream.concat(withoutEnd.stream(), Stream.of(match)).toList());
    }

    /** Writes them in one step. */
    void write(Path folder) throws IOException {
        replace(folder.resolve(FILE), JSON.writeValueAsString(this));
    }

    static void replace(Path file, String text) throws IOException {
        DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
