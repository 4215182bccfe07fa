using System.Globalization;
using IncidentBot.GitHub.Reading;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class DeploymentHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "github:deployment:shop/checkout:42 0 InProgress")]
    [InlineData("pending 1", "github:deployment:shop/checkout:42 1 InProgress")]
    [InlineData("queued 1", "github:deployment:shop/checkout:42 1 InProgress")]
    [InlineData("in_progress 1", "github:deployment:shop/checkout:42 1 InProgress")]
    [InlineData("waiting 1", "github:deployment:shop/checkout:42 1 Waiting")]
    [InlineData("waiting 1,queued 2,in_progress 3", "github:deployment:shop/checkout:42 3 InProgress")]
    [InlineData("failure 1", "github:deployment:shop/checkout:42 1 Failure")]
    [InlineData("error 1", "github:deployment:shop/checkout:42 1 Failure")]
    [InlineData("pending 1,inactive 2", "github:deployment:shop/checkout:42 1 Failure")]
    [InlineData("failure 1,success 2", "github:deployment:shop/checkout:42 2 Success")]
    [InlineData("success 1", "github:deployment:shop/checkout:42 1 Success")]
    [InlineData("success 1,success 2", "github:deployment:shop/checkout:42 1 Success")]
    [InlineData("success 1,inactive 2", "github:deployment:shop/checkout:42 1 Inactive")]
    [InlineData("success 1,inactive 2,success 3", "github:deployment:shop/checkout:42 1 Inactive; github:deployment:shop/checkout:42:3 3 Success")]
    [InlineData("success 1,inactive 2,success 3,inactive 4,success 5", "github:deployment:shop/checkout:42 1 Inactive; github:deployment:shop/checkout:42:3 3 Inactive; github:deployment:shop/checkout:42:5 5 Success")]
    [InlineData("success 1,failure 2", "github:deployment:shop/checkout:42 1 Success; github:deployment:shop/checkout:42:2 2 Failure")]
    public void Statuses_tell_when_a_deployment_went_live_and_how_far_it_is(string statuses, string events) =>
        Assert.Equal(events, Read(statuses));

    [Fact]
    public void A_success_after_another_took_its_place_is_a_going_live_without_an_inactive_too() => Assert.Equal(
        "github:deployment:shop/checkout:42 1 Inactive; github:deployment:shop/checkout:42:9 9 Success", Read("success 1,success 9", 5));

    [Fact]
    public void Statuses_may_come_in_any_order() =>
        Assert.Equal(Read("success 1,inactive 2,success 3"), Read("success 3,success 1,inactive 2"));

    private static string Read(string statuses, params int[] others)
    {
        var deployment = new DeploymentRow { Id = 42, CreatedAt = Noon };
        var said = statuses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' '))
            .Select(parts => new StatusRow { State = parts[0], Id = int.Parse(parts[1], CultureInfo.InvariantCulture), CreatedAt = Noon.AddMinutes(int.Parse(parts[1], CultureInfo.InvariantCulture)) });
        var events = DeploymentHistory.Read("shop/checkout", deployment, said, [.. others.Select(minute => Noon.AddMinutes(minute))]);
        return string.Join("; ", events.Select(one => $"{one.Key} {(one.At - Noon).TotalMinutes} {one.State}"));
    }
}
