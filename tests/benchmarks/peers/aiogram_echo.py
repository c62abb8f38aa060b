"""An echo bot with aiogram: `python -m tests.benchmarks.peers.aiogram_echo ADDRESS`."""

import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.benchmarks.peers import KEYS, TEXT, TOKEN

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in KEYS]
)


async def schedule(message: Message) -> None:
    await message.answer(TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


async def tapped(query: CallbackQuery) -> None:
    await query.answer()
    assert isinstance(query.message, Message)
    await query.message.edit_text(TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


async def main(address: str) -> None:
    dispatcher = Dispatcher()
    for number in range(15):
        dispatcher.message(Command(f"other{number}"))(schedule)
    dispatcher.message(Command("schedule"))(schedule)
    dispatcher.callback_query()(tapped)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
