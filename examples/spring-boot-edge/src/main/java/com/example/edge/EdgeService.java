package com.example.edge;

import io.tributary.client.serving.EdgeModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how fast a room cools, by the model that it learns together with others. */
@SpringBootApplication
@RestController
public class EdgeService {
    private final EdgeModel model;

    EdgeService(EdgeModel model) {
        this.model = model;
    }

    public static void main(String[] args) {
        SpringApplication.run(EdgeService.class, args);
    }

    @GetMapping("/cooling")
    float cooling(float colder) {
        return model.parameters()[0] * colder + model.parameters()[1];
    }
}
