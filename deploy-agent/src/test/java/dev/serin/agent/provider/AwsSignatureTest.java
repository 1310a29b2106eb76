package dev.serin.agent.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwsSignatureTest {
  /** The example "get-vanilla" of AWS' own suite for Signature Version 4. */
  @Test
  void signsAsTheSuiteOfAwsDoes() {
    AwsKeys keys =
        new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "us-east-1");
    HttpCall signed =
        new AwsSignature(keys, "us-east-1", "service")
            .sign(
                HttpCall.get(URI.create("https://example.amazonaws.com/"), Duration.ofSeconds(1)),
                Instant.parse("2015-08-30T12:36:00Z"));
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date,"
            + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        signed.headers().get("Authorization"));
  }
}
