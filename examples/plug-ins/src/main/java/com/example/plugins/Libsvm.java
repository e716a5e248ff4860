package com.example.plugins;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.source.DataSourcePlugIn;
import io.tributary.learning.source.SourcedExamples;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A data source: a text file of lines such as {@code 1 3:0.5 7:1}, a class and then values by their place, as LIBSVM writes them. */
public final class Libsvm implements DataSourcePlugIn {
    private static final long MOST_BYTES = 256L << 20;

    /** For the service loader. */
    public Libsvm() {}

    @Override
    public String name() {
        return "libsvm";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "Lines of a class and of values by their place, as LIBSVM writes them.";
    }

    @Override
    public List<PlugInSetting> settings() {
        return List.of(new PlugInSetting.Amount("features", 1, 100_000, 2, "values of an example"),
                new PlugInSetting.Amount("classes", 2, 1000, 2, "0, 1, ... one less"));
    }

    @Override
    public SourcedExamples read(Optional<Path> path, PlugInSpec settings) throws BadExampleException {
        Path file = path.orElseThrow(() -> new BadExampleException("needs data.path, the file to read"));
        int features = (int) settings.number("features");
        int classes = (int) settings.number("classes");
        List<Row> rows = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadExampleException(file + ": is larger than " + MOST_BYTES + " bytes");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(file + ":" + (rows.size() + 1), line.strip().split("\\s+"), features, classes));
            }
        } catch (BadExampleException bad) {
            throw bad;
        } catch (IOException unreadable) {
            throw new BadExampleException(file + ": cannot be read: " + unreadable, unreadable);
        }
        if (rows.isEmpty()) {
            throw new BadExampleException(file + ": is empty; each line is an example, such as 1 1:0.5 2:0.25");
        }
        return SourcedExamples.of(new Rows(rows), List.of(features),
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    private static Row row(String place, String[] words, int features, int classes) throws BadExampleException {
        float[] values = new float[features];
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split(":", -1);
            if (pair.length != 2) {
                throw new BadExampleException(place + ": expected place:value, found '" + words[i] + "'");
            }
            values[whole(place, "a place", pair[0], 1, features) - 1] = number(place, pair[1]);
        }
        return new Row(whole(place, "a class", words[0], 0, classes - 1), values);
    }

    private static int whole(String place, String what, String word, int least, int most) throws BadExampleException {
        double number = number(place, word);
        if (number != Math.rint(number) || number < least || number > most) {
            throw new BadExampleException(place + ": " + what + " is " + least + ".." + most + ", not '" + word + "'");
        }
        return (int) number;
    }

    private static float number(String place, String word) throws BadExampleException {
        try {
            float number = Float.parseFloat(word);
            if (Float.isFinite(number)) {
                return number;
            }
            throw new BadExampleException(place + ": '" + word + "' is not finite");
        } catch (NumberFormatException no) {
            throw new BadExampleException(place + ": expected a number, found '" + word + "'", no);
        }
    }

    private record Row(int label, float[] values) {}

    private record Rows(List<Row> all) implements Examples {
        @Override
        public int size() {
            return all.size();
        }

        @Override
        public int label(int index) {
            return all.get(index).label();
        }

        @Override
        public void read(int index, float[] into, int offset) {
            float[] values = all.get(index).values();
            System.arraycopy(values, 0, into, offset, values.length);
        }
    }
}
