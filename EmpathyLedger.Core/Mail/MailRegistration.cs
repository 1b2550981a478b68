using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Core.Mail;

public static class MailRegistration
{
    /// <summary>SMTP when <c>Mail:Smtp</c> is set, otherwise a pick-up folder that the console names once.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, ValidateMailOptions>();
        services.AddSingleton<Postbox>();
        services.AddHostedService<PostboxLoop>();
        if (string.IsNullOrWhiteSpace(configuration["Mail:Smtp"]))
        {
            services.AddSingleton<PickupMailSender>();
            services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<PickupMailSender>());
            services.AddHostedService<PickupFolderNotice>();
        }
        else
        {
            services.AddSingleton<IMailSender, SmtpMailSender>();
        }

        return services;
    }
}

internal sealed partial class PickupFolderNotice(PickupMailSender sender, ILogger<PickupFolderNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogPickupFolder(logger, sender.Folder);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "No mail server is configured (Mail:Smtp): letters are written to {Folder}")]
    private static partial void LogPickupFolder(ILogger logger, string folder);
}
