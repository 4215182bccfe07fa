using IncidentBot.Routing;

namespace IncidentBot.Tests.Routing;

/// <summary>What an incident's channel gets to read; the scenes refuse every message that has no row, and the scenarios are counted.</summary>
public sealed class MessageBudgetTests
{
    [Fact]
    public void The_bots_own_lines_in_a_channel_are_eight_at_most() => Assert.InRange(MessageBudget.OwnLines, 1, MessageBudget.MostOwnLines);

    [Fact]
    public void Whatever_is_a_line_in_the_channel_is_one_of_the_bots_own_or_tells_what_a_person_did() => Assert.All(
        MessageBudget.Rows, row => Assert.Equal(row.Place == Place.Channel, row.IsDeed || row.Own is not null));

    [Theory]
    [InlineData("INC-7/card", "INC-*/card")]
    [InlineData("INC-7/reminder/12", "INC-*/reminder/*")]
    [InlineData("INC-7/fact/3/told", "INC-*/fact/*/told")]
    [InlineData("own/1/told", "*/told")]
    [InlineData("INC-7/outsider/U1/reply", "INC-*/outsider/*/reply")]
    [InlineData("INC-7/outsider/U1", "INC-*/outsider/*")]
    [InlineData("INC-7/something", null)]
    [InlineData("INC-7/cards", null)]
    public void A_message_is_found_by_its_key(string key, string? row) => Assert.Equal(row, MessageBudget.Find(key)?.Key);
}
