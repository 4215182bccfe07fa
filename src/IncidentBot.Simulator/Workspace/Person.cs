using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>A member of the workspace: a person, or the app's bot user.</summary>
internal sealed class Person
{
    public required string Id { get; init; }

    /// <summary>What people see and what the control API calls the person.</summary>
    public required string Name { get; init; }

    /// <summary>Slack's own short name: lower case, no spaces, unique.</summary>
    public required string Handle { get; init; }

    public required string RealName { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public bool IsBot { get; init; }

    /// <summary>What Slack calls a guest.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Another organisation's workspace, for someone who is here by a shared channel; null: this one.</summary>
    public string? OtherTeam { get; init; }

    public bool IsDeleted { get; set; }

    private string FirstName => RealName.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? RealName[..end] : RealName;

    public string Email => Handle + "@local.example";

    public JsonObject ToJson(DateTimeOffset now) => new()
    {
        ["id"] = Id,
        ["team_id"] = OtherTeam ?? DefaultApp.TeamId,
        ["name"] = Handle,
        ["deleted"] = IsDeleted,
        ["color"] = "9f69e7",
        ["real_name"] = RealName,
        ["tz"] = Zone.Id,
        ["tz_label"] = Zone.IsDaylightSavingTime(now) ? Zone.DaylightName : Zone.StandardName,
        ["tz_offset"] = (int)Zone.GetUtcOffset(now).TotalSeconds,
        ["profile"] = Profile(),
        ["is_admin"] = false,
        ["is_owner"] = false,
        ["is_primary_owner"] = false,
        ["is_restricted"] = IsGuest,
        ["is_ultra_restricted"] = false,
        ["is_stranger"] = OtherTeam is not null,
        ["is_bot"] = IsBot,
        ["is_app_user"] = false,
        ["has_2fa"] = false,
        ["updated"] = 0,
    };

    public JsonObject Profile()
    {
        var profile = new JsonObject
        {
            ["real_name"] = RealName,
            ["real_name_normalized"] = RealName,
            ["first_name"] = FirstName,
            ["last_name"] = RealName[FirstName.Length..].Trim(),
            ["display_name"] = Name,
            ["display_name_normalized"] = Name,
            ["title"] = "",
            ["phone"] = "",
            ["status_text"] = "",
            ["status_emoji"] = "",
            ["avatar_hash"] = Id.ToLower(CultureInfo.InvariantCulture),
            ["team"] = DefaultApp.TeamId,
        };
        if (IsBot)
        {
            profile["api_app_id"] = DefaultApp.AppId;
            profile["bot_id"] = DefaultApp.BotId;
            profile["always_active"] = true;
        }
        else
        {
            profile["email"] = Email;
        }
        return profile;
    }
}
