"""An echo bot with python-telegram-bot over our transport: `python -m tests.benchmarks.peers.ptb ADDRESS`."""

import sys
from typing import Any

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler

from bot.chat.transport import Transport
from tests.benchmarks.peers import KEYS, TEXT, TOKEN

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in KEYS]
)


async def schedule(update: Update, _context: Any) -> None:
    assert update.message is not None
    await update.message.reply_html(TEXT, reply_markup=KEYBOARD)


async def tapped(update: Update, _context: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


def made(address: str) -> Application[Any, Any, Any, Any, Any, Any]:
    built = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").request(Transport())
    application = built.get_updates_request(Transport()).concurrent_updates(256).build()
    for number in range(15):
        application.add_handler(CommandHandler(f"other{number}", schedule))
    application.add_handler(CommandHandler("schedule", schedule))
    application.add_handler(CallbackQueryHandler(tapped))
    return application


if __name__ == "__main__":
    uvloop.install()
    made(sys.argv[1]).run_polling()
