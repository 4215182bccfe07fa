namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>
/// The names of version 0.1.0 stay: a fact, a kind of work, a button may move in the code and have another class, but not another
/// name. With <c>INCIDENTBOT_KEEP_STORE</c> set to a folder, the texts are written there by the present version.
/// </summary>
public sealed class KeptStoreTests
{
    // What a sweep finds is stored in neutral words now, as own/found; what 0.1.0 stored as Slack's events is read all the same. And an
    // announcement waits for its archived channel, where 0.1.0 gave it up. The incident's card says in a line what stood in fields.
    // Open questions are no message of their own any more; the reminder of an update asks for what is missing.
    private static readonly string[] OnlyRead =
    [
        "incident fact: AnnouncementFailed", "incident fact in JSON: announcement-failed", "link of the trail: AnnouncementFailed",
        "link of the trail: DraftsWithdrawn", "work: history", "work: own/ask-open-questions", "part of a card: fields",
    ];

    // The draft's message leads to the draft now, and the card no longer offers to assemble it again.
    private static readonly string[] OnlyPressed = ["button: assemble_postmortem"];

    [Fact]
    public void The_kept_store_has_every_name_that_is_approved()
    {
        using var folder = new KeptFolder();
        StoreText.Load(KeptStore.Store, folder.Store);

        Assert.Equal(KeptStore.Names("stored-names.approved.txt"), StoredNames.In(folder.Store));
    }

    [Fact]
    public async Task The_same_life_played_by_this_version_has_every_name_that_is_approved()
    {
        await using var place = await UpgradePlace.OpenAsync(Process.Workplace.Morning);
        await new FormerLife(place).PlayAsync();
        if (Environment.GetEnvironmentVariable(KeptStore.Switch) is { Length: > 0 } folder) await KeptStore.WriteAsync(place, folder);
        var stored = StoredNames.In(place.Store);
        await place.HealAsync();
        var outside = await OutsideNames.InAsync(place);

        Assert.Equal(OnlyRead, KeptStore.Names("stored-names.approved.txt").Except(stored));
        Assert.Contains("work: own/found", stored);
        Assert.Equal(OnlyPressed, KeptStore.Names("outside-names.approved.txt").Except(outside));
    }
}
