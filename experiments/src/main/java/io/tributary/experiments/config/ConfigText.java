package io.tributary.experiments.config;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.ConfigException.Problem;
import io.tributary.experiments.yaml.NodeText;
import io.tributary.experiments.yaml.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A config as it was read, once: what runs is what this says, whatever becomes of the file. A pipe will do.
 *
 * @param name of the file, as the user named it
 * @param text all of it
 * @param overrides {@code path=value}; a later one wins
 */
public record ConfigText(String name, String text, List<String> overrides) {
    static final int MAX_BYTES = 64 << 10;

    /** Copies the overrides. */
    public ConfigText {
        overrides = List.copyOf(overrides);
    }

    /**
     * Reads a file of at most 64 KiB.
     *
     * @throws ConfigException if there is none, or it is too large or no UTF-8
     */
    public static ConfigText read(Path file, List<String> overrides) throws ConfigException {
        Origin.Text source = Origin.file(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException(List.of(new Problem(source.at(1, 1),
                        "larger than " + MAX_BYTES + " bytes; a config is far smaller")));
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new ConfigText(file.toString(), text, overrides);
        } catch (NoSuchFileException missing) {
            throw new ConfigException(new Origin(file.toString(), 0, 0),
                    "there is no such file; examples are in examples/configs", missing);
        } catch (CharacterCodingException malformed) {
            throw new ConfigException(source.at(1, 1), "not UTF-8", malformed);
        } catch (IOException unreadable) {
            throw new ConfigException(source.at(1, 1), "cannot be read: " + unreadable, unreadable);
        }
    }

    /**
     * Each value that is written or set, by its path, as YAML of one line; what has its default is not there.
     *
     * @throws ConfigException if it is not YAML
     */
    public Map<String, String> settings() throws ConfigException {
        return NodeText.byPath(ConfigFile.sections(this, "an experiment"));
    }

    /** For people: the text, and below it what was set on the command line. */
    public String shown() {
        StringBuilder shown = new StringBuilder(text);
        overrides.forEach(
                override -> shown.append(shown.isEmpty() || shown.charAt(shown.length() - 1) == '\n' ? "" : "\n")
                        .append("# --set ").append(override));
        return shown.toString();
    }
}
