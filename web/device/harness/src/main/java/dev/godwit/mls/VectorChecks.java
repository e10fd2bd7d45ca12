package dev.godwit.mls;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every test of mls that holds it against vectors, by the name `Class.method`.
public final class VectorChecks {
  private VectorChecks() {}

  public static Map<String, Runnable> all() {
    Map<String, Runnable> checks = new LinkedHashMap<>();
    ofCryptography(checks);
    ofMessages(checks);
    ofTrees(checks);
    return checks;
  }

  private static void ofCryptography(Map<String, Runnable> checks) {
    checks.put(
        "CryptoBasicsVectorTest.labeledOperationsGiveTheValuesOfTheVectors",
        new CryptoBasicsVectorTest()::labeledOperationsGiveTheValuesOfTheVectors);
    KeyScheduleVectorTest keySchedule = new KeyScheduleVectorTest();
    checks.put(
        "KeyScheduleVectorTest.everyEpochHasTheSecretsOfTheVectors",
        keySchedule::everyEpochHasTheSecretsOfTheVectors);
    checks.put(
        "KeyScheduleVectorTest.preSharedKeysAreChained", keySchedule::preSharedKeysAreChained);
    checks.put(
        "KeyScheduleVectorTest.transcriptHashesFollowTheCommit",
        keySchedule::transcriptHashesFollowTheCommit);
  }

  private static void ofMessages(Map<String, Runnable> checks) {
    checks.put(
        "MessageProtectionVectorTest.messagesOfOthersOpenAndOwnOnesToo",
        new MessageProtectionVectorTest()::messagesOfOthersOpenAndOwnOnesToo);
    checks.put(
        "MessagesVectorTest.everyStructureSurvivesDecodingAndEncoding",
        new MessagesVectorTest()::everyStructureSurvivesDecodingAndEncoding);
    checks.put(
        "PassiveClientVectorTest.everyPassiveClientArrivesInEveryEpoch",
        new PassiveClientVectorTest()::everyPassiveClientArrivesInEveryEpoch);
    checks.put(
        "WelcomeVectorTest.theGroupInfoInsideIsSignedAndConfirmed",
        new WelcomeVectorTest()::theGroupInfoInsideIsSignedAndConfirmed);
  }

  private static void ofTrees(Map<String, Runnable> checks) {
    checks.put(
        "SecretTreeVectorTest.everyLeafHasTheKeysOfTheVectorsOnce",
        new SecretTreeVectorTest()::everyLeafHasTheKeysOfTheVectorsOnce);
    checks.put(
        "TreeKemVectorTest.pathsGiveEveryMemberTheSameSecrets",
        new TreeKemVectorTest()::pathsGiveEveryMemberTheSameSecrets);
    TreeMathVectorTest treeMath = new TreeMathVectorTest();
    checks.put(
        "TreeMathVectorTest.indicesAreThoseOfTheVectors", treeMath::indicesAreThoseOfTheVectors);
    checks.put("TreeMathVectorTest.subtreesSpanTheirLeaves", treeMath::subtreesSpanTheirLeaves);
    TreeVectorTest tree = new TreeVectorTest();
    checks.put(
        "TreeVectorTest.proposalsChangeTheTreeAsInTheVectors",
        tree::proposalsChangeTheTreeAsInTheVectors);
    checks.put("TreeVectorTest.treesOfTheVectorsAreValid", tree::treesOfTheVectorsAreValid);
  }
}
