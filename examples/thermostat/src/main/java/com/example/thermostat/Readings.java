package com.example.thermostat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What one thermostat has measured: how much colder it is outside, and how fast the room cools. It stays on the device. */
record Readings(float[] colder, float[] cooling) {
    /** Reads a file with one measurement a line: the two numbers, with a comma between them. */
    static Readings read(Path csv) throws IOException {
        List<String[]> lines = Files.readAllLines(csv).stream().map(line -> line.split(",")).toList();
        Readings readings = new Readings(new float[lines.size()], new float[lines.size()]);
        for (int i = 0; i < lines.size(); i++) {
            readings.colder[i] = Float.parseFloat(lines.get(i)[0].strip());
            readings.cooling[i] = Float.parseFloat(lines.get(i)[1].strip());
        }
        return readings;
    }

    int size() {
        return colder.length;
    }
}
