using IncidentBot.Investigation.Nudges;

namespace IncidentBot.Tests.Investigation.Nudges;

public sealed class SaidActionTests
{
    [Theory]
    [InlineData("restarted it, seems fine")]
    [InlineData("Restarted checkout")]
    [InlineData("Rebooted the box, looks ok now")]
    [InlineData("bounced the pods")]
    [InlineData("Killed the pod, should be good")]
    [InlineData("Rolled back to v2.3.0")]
    [InlineData("rolled it back, all good")]
    [InlineData("Reverted the commit, hopefully that helps")]
    [InlineData("Rollback done")]
    [InlineData("Failed over to the replica, fingers crossed")]
    [InlineData("Scaled checkout up to 12")]
    [InlineData("Raised the memory limit to 2 Gi")]
    [InlineData("Doubled the connection pool, I think it's better")]
    [InlineData("Flushed the CDN cache")]
    [InlineData("Turned off the new-pricing flag, works again")]
    [InlineData("Disabled the cron")]
    [InlineData("Deployed the hotfix")]
    [InlineData("pushed a fix, that should do it")]
    [InlineData("Killed the long query, seems stable")]
    [InlineData("Blocked the IP of the scraper")]
    [InlineData("Renewed the certificate")]
    [InlineData("Fix is live")]
    [InlineData("that fixed it")]
    [InlineData("Restarted it, not verified yet")]
    [InlineData("Rolled back to v2.3.0, still need to check")]
    public void An_untested_fix_is_told(string text) => Assert.True(SaidAction.Of(text).IsUntestedFix, text);

    [Theory]
    [InlineData("Restarted it, error rate back to 0.1 %")]
    [InlineData("Rolled back to v2.3.0, p99 is at 300 ms again")]
    [InlineData("Rolled back and verified with a test order")]
    [InlineData("Turned off the flag, checked the dashboard: all green")]
    [InlineData("Flushed the cache, didn't help")]
    [InlineData("Restarted checkout, no difference")]
    [InlineData("Restarted checkout, still failing")]
    [InlineData("Raised the limit, no more 500s")]
    [InlineData("Rolled back, customers confirm that they can pay")]
    [InlineData("Failed over, alerts have cleared")]
    [InlineData("We should restart it")]
    [InlineData("Going to roll back")]
    [InlineData("Restarting checkout now")]
    [InlineData("Shall we restart it?")]
    [InlineData("Should be rolled back")]
    [InlineData("Let's scale up to 12")]
    [InlineData("I'll revert it")]
    [InlineData("We haven't restarted anything")]
    [InlineData("Nobody restarted it")]
    [InlineData("The pod restarted 14 times")]
    [InlineData("checkout keeps restarting")]
    [InlineData("checkout restarted itself")]
    [InlineData("The kernel killed the process")]
    [InlineData("It was restarted by kubernetes")]
    [InlineData("Deployed v2.3.1 at 16:00")]
    [InlineData("Latency doubled, the pool is full")]
    [InlineData("Error rate increased to 4 %")]
    [InlineData("checkout seems fine from here")]
    [InlineData("The last deploy was rolled back yesterday")]
    [InlineData("")]
    public void What_is_planned_checked_or_happens_by_itself_is_no_untested_fix(string text) => Assert.False(SaidAction.Of(text).IsUntestedFix, text);

    [Theory]
    [InlineData("restarted it, seems fine", true)]
    [InlineData("Restarting checkout now", true)]
    [InlineData("We should restart the pods", true)]
    [InlineData("Shall we reboot it?", true)]
    [InlineData("About to bounce checkout pods", true)]
    [InlineData("Deleting the pod to get a fresh one", true)]
    [InlineData("kubectl rollout restart deploy/checkout", true)]
    [InlineData("Recycled the app pool", true)]
    [InlineData("Don't restart it yet", false)]
    [InlineData("Please do not reboot the database", false)]
    [InlineData("A restart isn't needed", false)]
    [InlineData("No restarts so far", false)]
    [InlineData("The pod restarted 3 times", false)]
    [InlineData("It keeps restarting", false)]
    [InlineData("Pods are in CrashLoopBackOff", false)]
    [InlineData("restart count is 12", false)]
    [InlineData("The OOM killer killed the process", false)]
    [InlineData("Emails bounced since noon", false)]
    [InlineData("The bounce rate is up", false)]
    [InlineData("Rolled back instead of restarting", false)]
    public void A_restart_by_somebody_is_told(string text, bool isRestart) => Assert.Equal(isRestart, SaidAction.Of(text).IsRestart);

    [Theory]
    [InlineData("Took a heap dump of checkout-3", true)]
    [InlineData("Heap dump saved to the bucket", true)]
    [InlineData("Saved the logs of the last hour", true)]
    [InlineData("jstack output is in the thread", true)]
    [InlineData("No heap dump, it was too late", false)]
    [InlineData("We should take a heap dump", false)]
    [InlineData("The logs are gone", false)]
    [InlineData("The logs show timeouts", false)]
    public void Kept_evidence_is_told(string text, bool isKept) => Assert.Equal(isKept, SaidAction.Of(text).KeepsEvidence);

    [Fact]
    public void A_very_long_text_is_read_at_once()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _ = SaidAction.Of(string.Concat(Enumerable.Repeat("raised the restarted not checked ", 100_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
