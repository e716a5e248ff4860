rootProject.name = "gradle-device"
